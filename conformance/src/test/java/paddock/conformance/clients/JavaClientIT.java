package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Apache's own Java client.
class JavaClientIT {
    private static final int TIMEOUT_MILLIS = 30_000;

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void basicCallsWork(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server)) {
            assertThat(zk.create("/j", bytes("one"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                    .isEqualTo("/j");
            var stat = new Stat();
            assertThat(zk.getData("/j", false, stat)).isEqualTo(bytes("one"));
            assertThat(stat.getVersion()).isZero();
            assertThat(zk.setData("/j", bytes("two"), 0).getVersion()).isOne();
            assertThatThrownBy(() -> zk.setData("/j", bytes("x"), 0))
                    .isInstanceOf(KeeperException.BadVersionException.class);
            assertThatThrownBy(
                            () -> zk.create("/j", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                    .isInstanceOf(KeeperException.NodeExistsException.class);
            for (String name : List.of("a", "b", "c")) {
                zk.create("/j/" + name, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            assertThat(zk.getChildren("/j", false)).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(zk.getAllChildrenNumber("/j")).isEqualTo(3);
            assertThatThrownBy(() -> zk.delete("/j", -1))
                    .isInstanceOf(KeeperException.NotEmptyException.class);
            zk.delete("/j/a", -1);
            assertThat(zk.exists("/j/a", false)).isNull();
            zk.sync("/j");

            var loaded = new byte[1_000_000];
            new Random(7).nextBytes(loaded);
            zk.setData("/j", loaded, -1);
            assertThat(zk.getData("/j", false, null)).isEqualTo(loaded);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void everyKindOfZnodeCanBeCreated(ServerKind kind) throws Exception {
        var options = ServerOptions.standard().property("zookeeper.extendedTypesEnabled", "true");
        try (var server = ServerUnderTest.start(kind, options);
                var zk = connect(server)) {
            zk.create("/k", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
            assertThat(sequential(zk, "/k/p-", CreateMode.PERSISTENT_SEQUENTIAL))
                    .isEqualTo("/k/p-0000000000");
            assertThat(sequential(zk, "/k/e-", CreateMode.EPHEMERAL_SEQUENTIAL))
                    .isEqualTo("/k/e-0000000001");
            var stat = new Stat();
            zk.create("/k/e", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, stat);
            assertThat(stat.getEphemeralOwner()).isEqualTo(zk.getSessionId());
            assertThat(zk.getEphemerals()).containsExactlyInAnyOrder("/k/e-0000000001", "/k/e");
            zk.create(
                    "/k/t",
                    null,
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT_WITH_TTL,
                    stat,
                    100_000);
            assertThat(stat.getEphemeralOwner()).isZero();

            try (var other = connect(server)) {
                assertThat(other.exists("/k/e", false).getEphemeralOwner())
                        .isEqualTo(zk.getSessionId());
                zk.close();
                assertThat(other.getChildren("/k", false))
                        .containsExactlyInAnyOrder("p-0000000000", "t");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void everyKindOfWatchFires(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server)) {
            zk.create("/w", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            var data = new Events();
            var children = new Events();
            var persistent = new Events();
            var recursive = new Events();
            zk.getData("/w", data, null);
            zk.getChildren("/w", children);
            zk.addWatch("/w", persistent, AddWatchMode.PERSISTENT);
            zk.addWatch("/w", recursive, AddWatchMode.PERSISTENT_RECURSIVE);

            zk.create("/w/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            zk.setData("/w", bytes("1"), -1);
            zk.setData("/w", bytes("2"), -1);
            zk.delete("/w/a", -1);

            data.expect(EventType.NodeDataChanged, "/w");
            data.expectNothingMore(zk);
            children.expect(EventType.NodeChildrenChanged, "/w");
            children.expectNothingMore(zk);
            persistent.expect(EventType.NodeChildrenChanged, "/w");
            persistent.expect(EventType.NodeDataChanged, "/w");
            persistent.expect(EventType.NodeDataChanged, "/w");
            persistent.expect(EventType.NodeChildrenChanged, "/w");
            recursive.expect(EventType.NodeCreated, "/w/a");
            recursive.expect(EventType.NodeDataChanged, "/w");
            recursive.expect(EventType.NodeDataChanged, "/w");
            recursive.expect(EventType.NodeDeleted, "/w/a");

            zk.removeWatches("/w", persistent, Watcher.WatcherType.Any, false);
            persistent.expect(EventType.PersistentWatchRemoved, "/w");
            zk.setData("/w", bytes("3"), -1);
            recursive.expect(EventType.NodeDataChanged, "/w");
            persistent.expectNothingMore(zk);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void multiIsAllOrNothing(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server)) {
            var results =
                    zk.multi(
                            List.of(
                                    Op.create("/m", bytes("1"), Ids.OPEN_ACL_UNSAFE, 0),
                                    Op.check("/m", 0),
                                    Op.setData("/m", bytes("2"), 0),
                                    Op.create("/m/a", null, Ids.OPEN_ACL_UNSAFE, 0)));
            assertThat(results).hasSize(4);

            assertThatThrownBy(
                            () ->
                                    zk.multi(
                                            List.of(
                                                    Op.delete("/m/a", -1),
                                                    Op.setData("/m", bytes("3"), 0))))
                    .isInstanceOf(KeeperException.BadVersionException.class);
            assertThat(zk.exists("/m/a", false)).isNotNull();

            var reads = zk.multi(List.of(Op.getData("/m"), Op.getChildren("/m"), Op.getData("/n")));
            assertThat(reads).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aclsAreKept(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server);
                var stranger = connect(server)) {
            assertThatThrownBy(
                            () -> zk.create("/s", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT))
                    .isInstanceOf(KeeperException.InvalidACLException.class);
            zk.addAuthInfo("digest", bytes("ann:pw"));
            zk.create("/s", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            assertThatThrownBy(() -> stranger.getData("/s", false, null))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThat(zk.getACL("/s", new Stat()).getFirst().getId().getId()).startsWith("ann:");
            assertThat(zk.whoAmI()).anyMatch(each -> each.getUser().equals("ann"));
            zk.setACL("/s", Ids.READ_ACL_UNSAFE, 0);
            assertThat(stranger.getData("/s", false, null)).isNull();
            assertThatThrownBy(() -> stranger.setData("/s", null, -1))
                    .isInstanceOf(KeeperException.NoAuthException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aSessionOutlivesTheServer(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server)) {
            zk.create("/r", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            zk.create("/r/e", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            long session = zk.getSessionId();
            var oneShot = new Events();
            var recursive = new Events();
            zk.exists("/r/later", oneShot);
            zk.addWatch("/r", recursive, AddWatchMode.PERSISTENT_RECURSIVE);

            server.kill();
            server.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(KeeperException.ConnectionLossException.class)
                    .until(() -> zk.exists("/r/e", false) != null);

            assertThat(zk.getSessionId()).isEqualTo(session);
            assertThat(zk.exists("/r/e", false).getEphemeralOwner()).isEqualTo(session);
            zk.create("/r/later", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            oneShot.expect(EventType.NodeCreated, "/r/later");
            recursive.expect(EventType.NodeCreated, "/r/later");
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void asynchronousCallsAnswerInOrder(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var zk = connect(server)) {
            zk.create("/q", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            BlockingQueue<Integer> versions = new LinkedBlockingQueue<>();
            for (int i = 0; i < 500; i++) {
                zk.setData(
                        "/q",
                        bytes("v" + i),
                        i,
                        (rc, _, _, stat) -> versions.add(rc == 0 ? stat.getVersion() : rc),
                        null);
            }
            for (int i = 1; i <= 500; i++) {
                assertThat(versions.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
            }
        }
    }

    private static String sequential(ZooKeeper zk, String path, CreateMode mode) throws Exception {
        return zk.create(path, null, Ids.OPEN_ACL_UNSAFE, mode);
    }

    private static ServerUnderTest start(ServerKind kind) {
        return ServerUnderTest.start(kind, ServerOptions.standard());
    }

    private static ZooKeeper connect(ServerUnderTest server) throws IOException {
        var connected = new CompletableFuture<Boolean>();
        var zk =
                new ZooKeeper(
                        server.connectString(),
                        TIMEOUT_MILLIS,
                        event -> {
                            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                                connected.complete(true);
                            }
                        });
        connected.orTimeout(30, TimeUnit.SECONDS).join();
        return zk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The events of one watcher.
    private static final class Events implements Watcher {
        private final BlockingQueue<WatchedEvent> queue = new LinkedBlockingQueue<>();

        @Override
        public void process(WatchedEvent event) {
            if (event.getType() != EventType.None) {
                queue.add(event);
            }
        }

        void expect(EventType type, String path) throws InterruptedException {
            WatchedEvent event = queue.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("%s of %s", type, path).isNotNull();
            assertThat(event.getType() + " " + event.getPath()).isEqualTo(type + " " + path);
        }

        /// Nothing older than the answer to a call can come after it.
        void expectNothingMore(ZooKeeper zk) throws Exception {
            zk.exists("/", false);
            assertThat(queue).isEmpty();
        }
    }
}
