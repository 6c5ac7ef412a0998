package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Curator's recipes, with a server that is killed while they are in use.
class CuratorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aLeaderLatchHasOneLeaderAndPassesOn(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var one = connect(server);
                var two = connect(server)) {
            var first = new LeaderLatch(one, "/latch", "first");
            var second = new LeaderLatch(two, "/latch", "second");
            first.start();
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
            second.start();
            assertThat(first.hasLeadership()).isTrue();
            assertThat(second.hasLeadership()).isFalse();

            server.kill();
            server.start();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> first.hasLeadership() != second.hasLeadership());

            boolean firstLeads = first.hasLeadership();
            (firstLeads ? first : second).close();
            LeaderLatch next = firstLeads ? second : first;
            assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
            next.close();
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aMutexLetsOneIn(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var one = connect(server);
                var two = connect(server);
                var threads = Executors.newFixedThreadPool(4)) {
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                var mutex = new InterProcessMutex(i % 2 == 0 ? one : two, "/mutex");
                workers.add(
                        threads.submit(
                                () -> {
                                    for (int turn = 0; turn < 20; turn++) {
                                        mutex.acquire();
                                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                        inside.decrementAndGet();
                                        mutex.release();
                                    }
                                    return null;
                                }));
            }
            for (Future<?> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
            assertThat(most).hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aCacheFollowsTheTree(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var writer = connect(server);
                var reader = connect(server);
                var cache = CuratorCache.build(reader, "/cache")) {
            writer.create().forPath("/cache", bytes("root"));
            cache.start();
            for (int i = 0; i < 50; i++) {
                writer.create().creatingParentsIfNeeded().forPath("/cache/d" + i % 5 + "/n" + i);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> cache.size() == 56);

            server.kill();
            server.start();
            writer.delete().deletingChildrenIfNeeded().forPath("/cache/d3");
            writer.setData().forPath("/cache/d1/n1", bytes("changed"));

            Awaitility.await().atMost(PATIENCE).until(() -> cache.size() == 45);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    cache.get("/cache/d1/n1")
                                            .map(node -> text(node.getData()))
                                            .orElse("")
                                            .equals("changed"));
        }
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aPersistentNodeComesBack(ServerKind kind) throws Exception {
        try (var server = start(kind);
                var owner = connect(server);
                var other = connect(server);
                var node =
                        new PersistentNode(
                                owner, CreateMode.EPHEMERAL, false, "/mine", bytes("here"))) {
            node.start();
            assertThat(node.waitForInitialCreate(60, TimeUnit.SECONDS)).isTrue();

            other.delete().forPath("/mine");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> other.checkExists().forPath("/mine") != null);
            server.kill();
            server.start();
            other.delete().quietly().forPath("/mine");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> other.checkExists().forPath("/mine") != null);
            assertThat(text(other.getData().forPath("/mine"))).isEqualTo("here");
        }
    }

    private static ServerUnderTest start(ServerKind kind) {
        return ServerUnderTest.start(kind, ServerOptions.standard());
    }

    private static CuratorFramework connect(ServerUnderTest server) throws InterruptedException {
        var client =
                CuratorFrameworkFactory.newClient(
                        server.connectString(), 30_000, 30_000, new RetryForever(100));
        client.start();
        assertThat(client.blockUntilConnected(60, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
