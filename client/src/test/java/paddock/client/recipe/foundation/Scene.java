package paddock.client.recipe.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import paddock.client.Client;
import paddock.client.session.SessionMetrics;
import paddock.client.session.SessionState;
import paddock.testkit.PaddockServer;
import paddock.wire.protocol.OpCode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/// A server, programs that take part through clients of their own, and threads for those that wait.
public final class Scene implements AutoCloseable {
    /// Long enough for a slow machine; nothing waits so long where all is well.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_FAULTS = 1_000;

    private final PaddockServer server = PaddockServer.builder().tickTimeMillis(500).start();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    public PaddockServer server() {
        return server;
    }

    /// One more program.
    public Client client() {
        return add(Client.builder(server.connectString()).connect());
    }

    /// One more program, whose requests are counted.
    public Client client(AtomicLong requests) {
        // Keeping the session alive is no request.
        return client(requests, opCode -> opCode != OpCode.PING);
    }

    /// One more program, of whose requests some are counted.
    public Client client(AtomicLong requests, IntPredicate which) {
        SessionMetrics counting =
                new SessionMetrics() {
                    @Override
                    public void sent(int opCode, int bytes) {
                        if (which.test(opCode)) {
                            requests.incrementAndGet();
                        }
                    }
                };
        return add(Client.builder(server.connectString()).metrics(counting).connect());
    }

    private Client add(Client client) {
        clients.add(client);
        return client;
    }

    /// Has something done by a thread of its own.
    public <T> CompletableFuture<T> begin(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        threads.execute(
                () -> {
                    try {
                        done.complete(task.call());
                    } catch (Exception e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }

    /// The result of something begun.
    public static <T> T result(CompletableFuture<T> begun) throws Exception {
        try {
            return begun.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("still not done", e);
        }
    }

    /// Before the fault of this number, counted from 0: they come ever more seldom, or programs
    /// that need several answers in a row might never have them.
    public static void breathe(int faults) throws InterruptedException {
        assertThat(faults).as("faults before all were done").isLessThan(MOST_FAULTS);
        Thread.sleep(Math.min(faults / 2, 100));
    }

    /// Has the ensemble end the session of a program, and returns when it knows.
    public void expire(Client client) {
        server.expireSession(client.sessionId());
        Awaitility.await().until(() -> client.state() == SessionState.EXPIRED);
    }

    /// Waits until a znode has so many children.
    public static void awaitChildren(Client observer, String path, int count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(observer.getChildren(path).names()).hasSize(count));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clients.forEach(each -> each.async().closeAsync());
        server.close();
    }
}
