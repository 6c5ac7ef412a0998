package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.testkit.PaddockServer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a program sees of its session when servers and connections fail.
@Timeout(60)
class SessionTest {
    private final PaddockServer server = PaddockServer.start();
    private final BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
    private ZooKeeper zk;

    @BeforeEach
    void connect() throws Exception {
        zk = new ZooKeeper(server.connectString(), 20_000, events::add);
        assertThat(next().getState()).isEqualTo(KeeperState.SyncConnected);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        zk.close();
    }

    private WatchedEvent next() throws InterruptedException {
        WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    @Test
    void aBrokenConnectionIsToldAndMended() throws Exception {
        long id = zk.getSessionId();
        zk.create("/mine", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        zk.exists("/mine", true);

        server.dropConnections();

        assertThat(next().getState()).isEqualTo(KeeperState.Disconnected);
        assertThat(next().getState()).isEqualTo(KeeperState.SyncConnected);
        assertThat(zk.getSessionId()).isEqualTo(id);
        assertThat(zk.exists("/mine", false)).isNotNull();
        zk.delete("/mine", -1);
        WatchedEvent event = next();
        assertThat(event.getType()).isEqualTo(EventType.NodeDeleted);
        assertThat(event.getPath()).isEqualTo("/mine");
    }

    @Test
    void callsFailWhileThereIsNoServer() throws Exception {
        server.stop();
        assertThat(next().getState()).isEqualTo(KeeperState.Disconnected);

        assertThatThrownBy(() -> zk.getData("/", false, null))
                .isInstanceOf(KeeperException.ConnectionLossException.class)
                .hasMessage("KeeperErrorCode = ConnectionLoss for /");
        CompletableFuture<Integer> asynchronous = new CompletableFuture<>();
        zk.exists("/", false, (rc, path, ctx, stat) -> asynchronous.complete(rc), null);
        assertThat(asynchronous.get(30, TimeUnit.SECONDS))
                .isEqualTo(Code.CONNECTIONLOSS.intValue());
        assertThat(zk.getState()).isEqualTo(ZooKeeper.States.CONNECTING);

        server.restart();
        assertThat(next().getState()).isEqualTo(KeeperState.SyncConnected);
        assertThat(zk.exists("/", false)).isNotNull();
    }

    @Test
    void anExpiredSessionIsOver() throws Exception {
        server.expireSession(zk.getSessionId());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> events.stream().anyMatch(e -> e.getState() == KeeperState.Expired));
        assertThat(zk.getState()).isEqualTo(ZooKeeper.States.CLOSED);
        assertThatThrownBy(() -> zk.exists("/", false))
                .isInstanceOf(KeeperException.SessionExpiredException.class);
    }

    @Test
    void aCallThatTakesTooLongFails() throws Exception {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, "200");
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        ZooKeeper impatient = new ZooKeeper(server.connectString(), 20_000, others::add, config);
        try {
            assertThat(others.poll(30, TimeUnit.SECONDS).getState())
                    .isEqualTo(KeeperState.SyncConnected);
            server.pause();
            assertThatThrownBy(() -> impatient.exists("/", false))
                    .isInstanceOf(KeeperException.RequestTimeoutException.class);
        } finally {
            server.resume();
            impatient.close();
        }
    }

    @Test
    void anInterruptedCallGivesUpWaiting() throws Exception {
        server.pause();
        CountDownLatch calling = new CountDownLatch(1);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller =
                new Thread(
                        () -> {
                            calling.countDown();
                            try {
                                zk.exists("/", false);
                            } catch (Exception e) {
                                failure.complete(e);
                            }
                        });
        caller.start();
        calling.await();
        caller.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        server.resume();
        assertThat(zk.exists("/", false)).isNotNull();
    }

    @Test
    void callbacksAndEventsComeInTheServersOrder() throws Exception {
        List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(1);
        zk.create("/o", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.getData("/o", event -> told.add("event"), (rc, p, c, d, s) -> told.add("read"), null);
        zk.setData("/o", null, -1, (rc, path, ctx, stat) -> told.add("set"), null);
        zk.exists(
                "/o",
                false,
                (rc, path, ctx, stat) -> {
                    told.add("exists");
                    all.countDown();
                },
                null);

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly("read", "event", "set", "exists");
    }

    @Test
    void theThreadOfCallbacksEndsWithTheSession() throws Exception {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        zk.exists("/", false, (r, p, c, s) -> told.complete(Thread.currentThread()), null);
        Thread thread = told.get(30, TimeUnit.SECONDS);
        assertThat(thread.getName()).isEqualTo(Thread.currentThread().getName() + "-EventThread");
        assertThat(thread.isDaemon()).isTrue();

        assertThat(zk.close(10_000)).isTrue();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void aClientWithoutAServerCanBeClosed() throws Exception {
        server.stop();
        assertThat(next().getState()).isEqualTo(KeeperState.Disconnected);

        zk.close();

        assertThat(zk.getState()).isEqualTo(ZooKeeper.States.CLOSED);
    }
}
