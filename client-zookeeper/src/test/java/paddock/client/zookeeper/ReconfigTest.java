package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockEnsemble;
import paddock.testkit.PaddockServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The members of a real ensemble, asked for and changed.
@Timeout(120)
class ReconfigTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] PASSWORD = "super:test".getBytes(StandardCharsets.UTF_8);

    private final List<ZooKeeperAdmin> clients = new ArrayList<>();

    @AfterEach
    void closeClients() throws InterruptedException {
        for (ZooKeeperAdmin each : clients) {
            each.close();
        }
    }

    private static PaddockEnsemble ensemble() throws Exception {
        return PaddockEnsemble.builder(3)
                .config("reconfigEnabled", "true")
                .config(
                        "DigestAuthenticationProvider.superDigest",
                        DigestAuthenticationProvider.generateDigest("super:test"))
                .start();
    }

    private ZooKeeperAdmin client(String servers) throws IOException {
        ZooKeeperAdmin client = new ZooKeeperAdmin(servers, 20_000, event -> {});
        clients.add(client);
        return client;
    }

    private ZooKeeperAdmin operator(PaddockEnsemble ensemble) throws IOException {
        ZooKeeperAdmin operator = client(ensemble.connectString());
        operator.addAuthInfo("digest", PASSWORD);
        return operator;
    }

    private interface Change {
        byte[] apply(Stat stat) throws KeeperException, InterruptedException;
    }

    /// Changes the members, and returns the configuration. Who follows another leader afterwards
    /// has left its clients meanwhile.
    private static String changed(ZooKeeperAdmin operator, Change change) throws Exception {
        String before = config(operator);
        Stat stat = new Stat();
        try {
            String answer = text(change.apply(stat));
            assertThat(stat.getMzxid()).isEqualTo(version(answer));
            assertThat(config(operator)).isEqualTo(answer);
            return answer;
        } catch (KeeperException.ConnectionLossException e) {
            await().atMost(PATIENCE).until(() -> !config(operator).equals(before));
            return config(operator);
        }
    }

    private static String config(ZooKeeperAdmin client) {
        CompletableFuture<String> config = new CompletableFuture<>();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            try {
                                return config.complete(text(client.getConfig(false, new Stat())));
                            } catch (KeeperException.ConnectionLossException e) {
                                return false;
                            }
                        });
        return config.join();
    }

    private static String text(byte[] config) {
        return new String(config, StandardCharsets.UTF_8);
    }

    private static long version(String config) {
        return Long.parseLong(config.substring(config.lastIndexOf('=') + 1), 16);
    }

    @Test
    void membersComeChangeAndGoOneByOne() throws Exception {
        try (PaddockEnsemble ensemble = ensemble()) {
            ZooKeeperAdmin operator = operator(ensemble);
            BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
            Stat stat = new Stat();
            String first = text(operator.getConfig(events::add, stat));
            assertThat(stat.getVersion()).isEqualTo(-1);
            String line = ensemble.memberLine(ensemble.addServer());
            String asObserver = line.replace(":participant", ":observer");

            String joined =
                    changed(operator, s -> operator.reconfigure(asObserver, null, null, -1, s));
            assertThat(joined)
                    .isEqualTo(
                            first.replaceFirst("version=.*", asObserver + "\nversion=")
                                    + Long.toHexString(version(joined)));
            WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
            assertThat(event.getType()).isEqualTo(EventType.NodeDataChanged);
            assertThat(event.getPath()).isEqualTo(ZooDefs.CONFIG_NODE);

            String changed =
                    changed(operator, s -> operator.reconfigure(List.of(line), null, null, -1, s));
            assertThat(changed).contains(line).doesNotContain(asObserver);

            String left =
                    changed(
                            operator,
                            s -> operator.reconfigure(null, "3", null, version(changed), s));
            assertThat(left).contains(line).doesNotContain("server.3=");
            // Two of the three that are left are enough.
            ensemble.servers().get(2).stop();
            ensemble.servers().get(1).stop();
            ZooKeeperAdmin later = client(ensemble.servers().get(3).connectString());
            assertThat(config(later)).isEqualTo(left);
        }
    }

    @Test
    void allMembersAreNamedAtOnce() throws Exception {
        try (PaddockEnsemble ensemble = ensemble()) {
            ZooKeeperAdmin operator = operator(ensemble);
            PaddockServer fourth = ensemble.addServer();
            List<String> all =
                    List.of(
                            ensemble.memberLine(ensemble.servers().get(0)),
                            ensemble.memberLine(ensemble.servers().get(1)),
                            ensemble.memberLine(fourth));

            String replaced = changed(operator, s -> operator.reconfigure(null, null, all, -1, s));
            assertThat(replaced)
                    .isEqualTo(
                            String.join("\n", all)
                                    + "\nversion="
                                    + Long.toHexString(version(replaced)));

            CompletableFuture<Integer> code = new CompletableFuture<>();
            String third = ensemble.memberLine(ensemble.servers().get(2));
            operator.reconfigure(
                    (String) null,
                    null,
                    String.join(",", all) + "," + third,
                    version(replaced),
                    (rc, path, ctx, data, stat) -> code.complete(rc),
                    null);
            assertThat(code.get(30, TimeUnit.SECONDS))
                    .isIn(Code.OK.intValue(), Code.CONNECTIONLOSS.intValue());
            await().atMost(PATIENCE).until(() -> config(operator).contains(third));
        }
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        try (PaddockEnsemble ensemble = ensemble()) {
            ZooKeeperAdmin anybody = client(ensemble.connectString());
            String again = ensemble.memberLine(ensemble.servers().get(0));
            assertRefused(
                    KeeperException.NoAuthException.class,
                    "KeeperErrorCode = NoAuth",
                    () -> anybody.reconfigure(again, null, null, -1, null));

            ZooKeeperAdmin operator = operator(ensemble);
            String before = config(operator);
            assertRefused(
                    KeeperException.BadVersionException.class,
                    "KeeperErrorCode = BadVersion",
                    () -> operator.reconfigure(null, "2", null, 12_345, null));
            for (String malformed :
                    List.of("server.4=127.0.0.1:1:2", "server.4=127.0.0.1", "server.4=")) {
                assertRefused(
                        KeeperException.BadArgumentsException.class,
                        "KeeperErrorCode = BadArguments",
                        () -> operator.reconfigure(malformed, null, null, -1, null));
            }
            // Nobody would be left to agree.
            assertRefused(
                    KeeperException.BadArgumentsException.class,
                    "KeeperErrorCode = BadArguments",
                    () -> operator.reconfigure(null, List.of("1", "2"), null, -1, null));
            assertRefused(
                    KeeperException.NewConfigNoQuorum.class,
                    "KeeperErrorCode = NewConfigNoQuorum",
                    () ->
                            operator.reconfigure(
                                    null,
                                    null,
                                    "server.7=127.0.0.1:71:72;73,server.8=127.0.0.1:81:82;83",
                                    -1,
                                    null));
            assertThat(config(operator)).isEqualTo(before);
        }
    }

    @Test
    void whereMembersMayNotChangeItIsSaid() throws Exception {
        try (PaddockServer fixed = PaddockServer.start();
                PaddockServer alone =
                        PaddockServer.builder().config("reconfigEnabled", "true").start()) {
            ZooKeeperAdmin client = client(fixed.connectString());
            assertRefused(
                    KeeperException.ReconfigDisabledException.class,
                    "KeeperErrorCode = Reconfig is disabled",
                    () -> client.reconfigure(null, "1", null, -1, null));

            ZooKeeperAdmin other = client(alone.connectString());
            assertRefused(
                    KeeperException.UnimplementedException.class,
                    "KeeperErrorCode = Unimplemented",
                    () -> other.reconfigure(null, "1", null, -1, null));
        }
    }

    private static void assertRefused(
            Class<? extends KeeperException> type, String message, ThrowingCallable change) {
        assertThatThrownBy(change).isExactlyInstanceOf(type).hasMessageStartingWith(message);
    }
}
