package paddock.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.server.config.ConfigLoader;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// A whole server in this process, on a real port and a real disk.
final class ServerIT {
    @TempDir Path folder;

    private @Nullable Server server;

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void whatAClientWritesItReadsBack() throws IOException {
        start();
        try (TestClient client = connected()) {
            var created = client.call(create("/a", "hello", CreateMode.PERSISTENT));
            var read = client.call(new Request.GetData("/a", false));

            assertThat(created.header().err()).isZero();
            assertThat(text(Response.Data.read(read.body()).data())).isEqualTo("hello");
        }
    }

    @Test
    void pipelinedQueriesSeeExactlyTheUpdatesBeforeThem() throws IOException {
        start();
        try (TestClient client = connected()) {
            client.call(create("/a", "", CreateMode.PERSISTENT));
            int count = 500;
            for (int i = 0; i < count; i++) {
                client.send(new Request.SetData("/a", bytes("v" + i), -1));
                client.send(new Request.GetData("/a", false));
            }

            List<String> seen = new ArrayList<>();
            List<Integer> xids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                xids.add(client.next().header().xid());
                var read = client.next();
                xids.add(read.header().xid());
                seen.add(text(Response.Data.read(read.body()).data()));
            }

            assertThat(xids).isSorted();
            for (int i = 0; i < count; i++) {
                assertThat(seen.get(i)).isEqualTo("v" + i);
            }
        }
    }

    @Test
    void fewOutstandingRequestsAllowedStillAnswersAll() throws IOException {
        start("globalOutstandingLimit=2");
        try (TestClient one = connected();
                TestClient two = connected()) {
            one.call(create("/a", "", CreateMode.PERSISTENT));
            for (int i = 0; i < 3_000; i++) {
                one.send(new Request.SetData("/a", bytes("v" + i), -1));
                two.send(new Request.SetData("/a", bytes("w" + i), -1));
            }
            for (int i = 0; i < 3_000; i++) {
                assertThat(one.next().header().err()).isZero();
                assertThat(two.next().header().err()).isZero();
            }
        }
    }

    @Test
    void watchEventComesBeforeTheReplyThatShowsTheChange() throws IOException {
        start();
        try (TestClient watching = connected();
                TestClient writing = connected()) {
            writing.call(create("/a", "old", CreateMode.PERSISTENT));
            watching.call(new Request.GetData("/a", true));

            writing.call(new Request.SetData("/a", bytes("new"), -1));
            watching.send(new Request.GetData("/a", false));

            var event = watching.next();
            assertThat(event.header().xid()).isEqualTo(ReplyHeader.NOTIFICATION_XID);
            assertThat(WatcherEvent.read(event.body()))
                    .isEqualTo(
                            new WatcherEvent(
                                    WatcherEvent.NODE_DATA_CHANGED,
                                    WatcherEvent.SYNC_CONNECTED,
                                    "/a"));
            assertThat(text(Response.Data.read(watching.next().body()).data())).isEqualTo("new");
        }
    }

    @Test
    void sessionIsResumedWithItsPasswordOnly() throws IOException {
        start();
        try (TestClient first = new TestClient(address())) {
            ConnectResponse opened =
                    first.connect(new ConnectRequest(0, 0, 10_000, 0, null, false, true));
            first.call(create("/mine", "", CreateMode.EPHEMERAL));
            try (TestClient again = new TestClient(address());
                    TestClient thief = new TestClient(address())) {
                ConnectResponse stolen =
                        thief.connect(
                                new ConnectRequest(
                                        0,
                                        0,
                                        10_000,
                                        opened.sessionId(),
                                        new byte[16],
                                        false,
                                        true));
                ConnectResponse resumed =
                        again.connect(
                                new ConnectRequest(
                                        0,
                                        0,
                                        10_000,
                                        opened.sessionId(),
                                        opened.password(),
                                        false,
                                        true));

                assertThat(stolen.sessionId()).isZero();
                assertThat(thief.isClosedByServer()).isTrue();
                assertThat(resumed.sessionId()).isEqualTo(opened.sessionId());
                assertThat(first.isClosedByServer()).isTrue();
                var own = again.call(new Request.GetEphemerals("/"));
                assertThat(Response.Names.read(own.body()).names()).containsExactly("/mine");
            }
        }
    }

    @Test
    void silentSessionExpiresAndItsEphemeralsWithIt() throws IOException {
        start("tickTime=100", "minSessionTimeout=100", "maxSessionTimeout=60000");
        try (TestClient watching = connected()) {
            try (TestClient silent = TestClient.connected(address(), 2_000)) {
                silent.call(create("/mine", "", CreateMode.EPHEMERAL));
                watching.call(new Request.Exists("/mine", true));

                var event = watching.next();

                assertThat(WatcherEvent.read(event.body()).type())
                        .isEqualTo(WatcherEvent.NODE_DELETED);
                assertThat(silent.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void closingASessionIsAnsweredAndEndsTheConnection() throws IOException {
        start();
        try (TestClient client = connected()) {
            client.send(create("/a", "", CreateMode.PERSISTENT));
            client.send(new Request.CloseSession());
            client.send(new Request.Exists("/a", false));

            assertThat(client.next().header().err()).isZero();
            assertThat(client.next().header().err()).isZero();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void everythingAcknowledgedIsThereAfterARestart() throws IOException {
        start("snapCount=20");
        List<String> paths = new ArrayList<>();
        try (TestClient client = connected()) {
            client.call(create("/a", "", CreateMode.PERSISTENT));
            for (int i = 0; i < 200; i++) {
                client.send(create("/a/n-", "d" + i, CreateMode.PERSISTENT_SEQUENTIAL));
            }
            for (int i = 0; i < 200; i++) {
                paths.add(Response.Created.read(client.next().body()).path());
            }
        }
        Objects.requireNonNull(server).stop();
        try (var files = Files.list(folder.resolve("data/version-2"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("snapshot")))
                    .hasSizeGreaterThan(1);
        }

        start("snapCount=20");

        try (TestClient client = connected()) {
            for (int i = 0; i < 200; i++) {
                var read = client.call(new Request.GetData(paths.get(i), false));
                assertThat(text(Response.Data.read(read.body()).data())).isEqualTo("d" + i);
            }
            var next = client.call(create("/a/n-", "", CreateMode.PERSISTENT_SEQUENTIAL));
            assertThat(Response.Created.read(next.body()).path()).isEqualTo("/a/n-0000000200");
        }
    }

    @Test
    void operationsThatAreNotForClientsAreRefused() throws IOException {
        start();
        try (TestClient client = connected()) {
            var refused = client.call(new Request.DeleteContainer("/zookeeper/quota"));

            assertThat(refused.header().err()).isEqualTo(ErrorCode.UNIMPLEMENTED.code());
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void connectionsAboveTheLimitAreClosedAtOnce() throws IOException {
        start("maxClientCnxns=2");
        try (TestClient one = connected();
                TestClient two = connected();
                TestClient three = new TestClient(address())) {
            assertThat(three.isClosedByServer()).isTrue();
            assertThat(one.call(new Request.Ping()).header().err()).isZero();
            assertThat(two.call(new Request.Ping()).header().err()).isZero();
        }
    }

    @Test
    void nonsenseEndsItsOwnConnectionOnly() throws IOException {
        start();
        try (TestClient good = connected()) {
            byte[][] nonsense = {
                {-1, -1, -1, -1},
                {0x7f, -1, -1, -1},
                {0, 0, 0, 0},
                {0, 0, 0, 4, 1, 2, 3, 4},
                bytes("GET / HTTP/1.1\r\n\r\n")
            };
            for (byte[] bytes : nonsense) {
                try (TestClient bad = new TestClient(address())) {
                    bad.sendRaw(bytes);
                    assertThat(bad.isClosedByServer()).isTrue();
                }
            }
            assertThat(good.call(new Request.Ping()).header().err()).isZero();
        }
    }

    @Test
    void wordsAreAnsweredOnTheClientPort() throws IOException {
        start("4lw.commands.whitelist=*");
        try (TestClient client = new TestClient(address())) {
            client.sendRaw(bytes("ruok"));

            assertThat(client.readAll()).isEqualTo("imok");
        }
    }

    private void start(String... lines) throws IOException {
        Path config = folder.resolve("zoo.cfg");
        List<String> all =
                new ArrayList<>(List.of("clientPort=0", "dataDir=" + folder.resolve("data")));
        all.addAll(List.of(lines));
        Files.write(config, all);
        server =
                Server.start(
                        ConfigLoader.load(
                                        new String[] {config.toString()},
                                        new Properties(),
                                        Map.of())
                                .config());
    }

    private InetSocketAddress address() {
        return Objects.requireNonNull(Objects.requireNonNull(server).clientAddress());
    }

    private TestClient connected() throws IOException {
        return TestClient.connected(address(), 30_000);
    }

    private static Request create(String path, String data, CreateMode mode) {
        return new Request.Create(OpCode.CREATE, path, bytes(data), Acl.OPEN, mode.flag(), 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
