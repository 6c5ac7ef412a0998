package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.cache.PathChildrenCache;
import org.apache.curator.framework.recipes.cache.TreeCache;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.x.async.AsyncCuratorFramework;
import org.apache.curator.x.async.api.CreateOption;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Curator, which was compiled against Apache's jars, on this client.
@Timeout(120)
class CuratorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PaddockServer server =
            PaddockServer.builder().config("extendedTypesEnabled", "true").start();

    private final CuratorFramework one = client();
    private final CuratorFramework other = client();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CuratorFramework client() {
        return CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(20_000)
                .connectionTimeoutMs(10_000)
                .retryPolicy(new RetryNTimes(50, 100))
                .build();
    }

    @BeforeEach
    void start() throws InterruptedException {
        one.start();
        other.start();
        assertThat(one.blockUntilConnected(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.blockUntilConnected(30, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        one.close();
        other.close();
        server.close();
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itRunsOnThisClient() throws Exception {
        assertThat(one.getZookeeperClient().getZooKeeper().getClass().getProtectionDomain())
                .isEqualTo(Ids.class.getProtectionDomain());
        assertThat(Ids.class.getProtectionDomain().getCodeSource().getLocation().toString())
                .doesNotContain("zookeeper-3");
    }

    @Test
    void buildersCreateReadWriteAndDelete() throws Exception {
        Stat stat = new Stat();
        String path =
                one.create()
                        .orSetData()
                        .creatingParentContainersIfNeeded()
                        .withProtection()
                        .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                        .forPath("/a/b/c-", bytes("1"));
        assertThat(path).matches("/a/b/_c_.*-c-0000000000");
        assertThat(one.getData().storingStatIn(stat).forPath(path)).isEqualTo(bytes("1"));
        assertThat(stat.getEphemeralOwner()).isNotZero();
        one.setData().withVersion(0).forPath(path, bytes("2"));
        assertThat(other.getChildren().forPath("/a/b")).hasSize(1);
        one.create().withTtl(1_000_000).withMode(CreateMode.PERSISTENT_WITH_TTL).forPath("/ttl");
        one.create().idempotent().forPath("/same", bytes("x"));
        one.create().idempotent().forPath("/same", bytes("x"));
        one.setData().idempotent().withVersion(0).forPath("/same", bytes("y"));
        one.delete().idempotent().forPath("/gone");
        assertThat(one.usingNamespace("a").checkExists().forPath("/b")).isNotNull();
        assertThat(one.getACL().forPath("/a")).isEqualTo(Ids.OPEN_ACL_UNSAFE);
        assertThat(one.getConfig().forEnsemble()).isNotNull();
        one.delete().deletingChildrenIfNeeded().forPath("/a");
        assertThat(other.checkExists().forPath("/a")).isNull();
    }

    @Test
    void transactionsHoldTogether() throws Exception {
        List<CuratorTransactionResult> results =
                one.transaction()
                        .forOperations(
                                one.transactionOp().create().forPath("/t", bytes("1")),
                                one.transactionOp().setData().forPath("/t", bytes("2")),
                                one.transactionOp().check().withVersion(1).forPath("/t"));

        assertThat(results).hasSize(3);
        assertThat(results.get(0).getResultPath()).isEqualTo("/t");
    }

    @Test
    void oneAtATimeHoldsALock() throws Exception {
        InterProcessMutex held = new InterProcessMutex(one, "/lock");
        held.acquire();
        Future<Boolean> waiting =
                threads.submit(
                        () -> {
                            InterProcessMutex wanted = new InterProcessMutex(other, "/lock");
                            wanted.acquire();
                            wanted.release();
                            return true;
                        });
        await().atMost(PATIENCE).until(() -> one.getChildren().forPath("/lock").size() == 2);
        assertThat(waiting.isDone()).isFalse();

        held.release();

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readersShareAndWritersDoNot() throws Exception {
        InterProcessReadWriteLock lock = new InterProcessReadWriteLock(one, "/rw");
        InterProcessReadWriteLock same = new InterProcessReadWriteLock(other, "/rw");
        lock.readLock().acquire();
        assertThat(same.readLock().acquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(same.writeLock().acquire(200, TimeUnit.MILLISECONDS)).isFalse();
        same.readLock().release();
        lock.readLock().release();
        assertThat(same.writeLock().acquire(10, TimeUnit.SECONDS)).isTrue();
        same.writeLock().release();
    }

    @Test
    void leasesAreCounted() throws Exception {
        InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(one, "/leases", 1);
        Lease lease = semaphore.acquire();
        InterProcessSemaphoreV2 same = new InterProcessSemaphoreV2(other, "/leases", 1);
        assertThat(same.acquire(200, TimeUnit.MILLISECONDS)).isNull();
        semaphore.returnLease(lease);
        Lease next = same.acquire(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        same.returnLease(next);
    }

    @Test
    void leadershipPassesOn() throws Exception {
        LeaderLatch first = new LeaderLatch(one, "/leader", "first");
        first.start();
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        LeaderLatch second = new LeaderLatch(other, "/leader", "second");
        second.start();
        await().atMost(PATIENCE).until(() -> first.getParticipants().size() == 2);
        assertThat(second.hasLeadership()).isFalse();

        first.close();

        assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        second.close();
    }

    @Test
    void aSelectorLeads() throws Exception {
        CountDownLatch led = new CountDownLatch(2);
        LeaderSelectorListenerAdapter listener =
                new LeaderSelectorListenerAdapter() {
                    @Override
                    public void takeLeadership(CuratorFramework client) {
                        led.countDown();
                    }
                };
        try (LeaderSelector first = new LeaderSelector(one, "/selector", listener);
                LeaderSelector second = new LeaderSelector(other, "/selector", listener)) {
            first.start();
            second.start();
            assertThat(led.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @SuppressWarnings("deprecation") // Older programs have them.
    @Test
    void cachesFollowWhatOthersDo() throws Exception {
        one.create().forPath("/cached", bytes("0"));
        try (CuratorCache cache = CuratorCache.build(other, "/cached");
                TreeCache tree = new TreeCache(other, "/cached");
                PathChildrenCache children = new PathChildrenCache(other, "/cached", true);
                NodeCache node = new NodeCache(other, "/cached")) {
            cache.start();
            tree.start();
            children.start();
            node.start(true);
            for (int i = 0; i < 50; i++) {
                one.create().forPath("/cached/n" + i, bytes("a"));
                one.setData().forPath("/cached/n" + i, bytes("b" + i));
            }
            one.setData().forPath("/cached", bytes("1"));
            one.delete().forPath("/cached/n0");

            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    cache.size() == 50
                                            && cache.get("/cached/n49").isPresent()
                                            && text(cache.get("/cached/n49").get().getData())
                                                    .equals("b49"));
            await().atMost(PATIENCE).until(() -> tree.getCurrentChildren("/cached").size() == 49);
            await().atMost(PATIENCE).until(() -> children.getCurrentData().size() == 49);
            await().atMost(PATIENCE).until(() -> text(node.getCurrentData().getData()).equals("1"));
        }
    }

    @Test
    void persistentWatchersHearAll() throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        try (PersistentWatcher watcher = new PersistentWatcher(other, "/watched", true)) {
            watcher.getListenable().addListener(events::add);
            watcher.start();
            // The watcher is set in the background; it is there once an event has come.
            AtomicInteger count = new AtomicInteger();
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                one.create()
                                        .creatingParentsIfNeeded()
                                        .forPath("/watched/n" + count.incrementAndGet());
                                return events.poll(100, TimeUnit.MILLISECONDS) != null;
                            });
        }
    }

    @Test
    void barriersCountersQueuesAndGroupsWork() throws Exception {
        Future<Boolean> entered =
                threads.submit(
                        () ->
                                new DistributedDoubleBarrier(other, "/barrier", 2)
                                        .enter(30, TimeUnit.SECONDS));
        assertThat(new DistributedDoubleBarrier(one, "/barrier", 2).enter(30, TimeUnit.SECONDS))
                .isTrue();
        assertThat(entered.get(30, TimeUnit.SECONDS)).isTrue();

        DistributedAtomicLong counter =
                new DistributedAtomicLong(one, "/counter", new RetryNTimes(5, 10));
        assertThat(counter.increment().postValue()).isEqualTo(1);

        try (SharedCount shared = new SharedCount(one, "/shared", 5);
                SharedCount same = new SharedCount(other, "/shared", 5)) {
            shared.start();
            same.start();
            shared.setCount(7);
            await().atMost(PATIENCE).until(() -> same.getCount() == 7);
        }

        SimpleDistributedQueue queue = new SimpleDistributedQueue(one, "/queue");
        queue.offer(bytes("first"));
        queue.offer(bytes("second"));
        assertThat(new SimpleDistributedQueue(other, "/queue").take()).isEqualTo(bytes("first"));

        try (GroupMember member = new GroupMember(one, "/group", "one");
                GroupMember observer = new GroupMember(other, "/group", "other")) {
            member.start();
            observer.start();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    observer.getCurrentMembers()
                                            .keySet()
                                            .containsAll(List.of("one", "other")));
        }
    }

    @Test
    void theAsynchronousInterfaceWorks() throws Exception {
        AsyncCuratorFramework async = AsyncCuratorFramework.wrap(one);
        String created =
                async.create()
                        .withOptions(EnumSet.of(CreateOption.createParentsIfNeeded))
                        .forPath("/async/a", bytes("1"))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
        assertThat(created).isEqualTo("/async/a");
        var stage = async.watched().getData().forPath("/async/a");
        assertThat(stage.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo(bytes("1"));
        other.setData().forPath("/async/a", bytes("2"));
        assertThat(stage.event().toCompletableFuture().get(30, TimeUnit.SECONDS).getPath())
                .isEqualTo("/async/a");
        assertThat(async.getData().forPath("/none").toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withRootCauseInstanceOf(KeeperException.NoNodeException.class);
    }

    @Test
    void aRestartOfTheServerIsOvercome() throws Exception {
        BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
        one.getConnectionStateListenable().addListener((client, state) -> states.add(state));
        try (PersistentNode node =
                new PersistentNode(one, CreateMode.EPHEMERAL, false, "/mine", bytes("m"))) {
            node.start();
            assertThat(node.waitForInitialCreate(30, TimeUnit.SECONDS)).isTrue();

            server.stop();
            awaitState(states, ConnectionState.SUSPENDED);
            server.restart();

            awaitState(states, ConnectionState.RECONNECTED);
            assertThat(other.checkExists().forPath("/mine")).isNotNull();
        }
    }

    /// Skips states before it, such as that of the first connection.
    private static void awaitState(BlockingQueue<ConnectionState> states, ConnectionState wanted)
            throws InterruptedException {
        ConnectionState state;
        do {
            state = states.poll(30, TimeUnit.SECONDS);
            assertThat(state).as("a state on the way to %s", wanted).isNotNull();
        } while (state != wanted);
    }

    @Test
    void anExpiredSessionIsReplaced() throws Exception {
        BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
        one.getConnectionStateListenable().addListener((client, state) -> states.add(state));
        long before = one.getZookeeperClient().getZooKeeper().getSessionId();

        one.getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();

        awaitState(states, ConnectionState.LOST);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                one.checkExists().forPath("/") != null
                                        && one.getZookeeperClient().getZooKeeper().getSessionId()
                                                != before);
    }
}
