package paddock.conformance.faults;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Kills a server under load, again and again, and checks after each restart that nothing
/// acknowledged is lost, nothing deleted is back, and no number was handed out twice.
public final class CrashTrial {
    private static final int WORKERS = 3;

    private final ServerKind kind;
    private final SplittableRandom random;
    private final Set<String> drawn = new ConcurrentSkipListSet<>();
    private final AtomicLong answers = new AtomicLong();

    public CrashTrial(ServerKind kind, long seed) {
        this.kind = kind;
        this.random = new SplittableRandom(seed);
    }

    /// Runs so many rounds. Returns how many changes were acknowledged in all.
    ///
    /// @throws IllegalStateException when the server broke a promise; the message says which
    public long run(int rounds) {
        // The disk is asked to sync as in production; small snapshots, so that kills meet them too.
        var options =
                ServerOptions.standard()
                        .property("zookeeper.forceSync", "yes")
                        .property("zookeeper.snapCount", "300");
        try (var server = ServerUnderTest.start(kind, options);
                var threads = Executors.newFixedThreadPool(WORKERS)) {
            try (var first = RawSession.open(server.address(), 20_000)) {
                first.create("/numbers", new byte[0], 0);
                first.closeSession();
            }
            var workers = new ArrayList<Worker>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(new Worker(server.address(), i, random.nextLong(), drawn, answers));
            }
            for (int round = 1; round <= rounds; round++) {
                crash(server, workers, threads);
                check(server, workers, round);
            }
            workers.forEach(Worker::close);
        }
        return answers.get();
    }

    private void crash(ServerUnderTest server, List<Worker> workers, ExecutorService threads) {
        long until = answers.get() + random.nextInt(1, 1_500);
        List<Future<?>> running = new ArrayList<>();
        workers.forEach(worker -> running.add(threads.submit(worker::work)));
        while (answers.get() < until && running.stream().noneMatch(Future::isDone)) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        server.kill();
        for (Future<?> worker : running) {
            try {
                worker.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client under load: " + e.getCause(), e);
            } catch (TimeoutException e) {
                throw new IllegalStateException("a client never noticed that the server died", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void check(ServerUnderTest server, List<Worker> workers, int round) {
        try {
            server.start();
            for (Worker worker : workers) {
                worker.checkAfterRestart(server.address());
            }
            Set<String> there = workers.getFirst().numbers();
            for (String number : drawn) {
                if (!there.contains(number)) {
                    throw new IllegalStateException(number + " was acknowledged and is lost");
                }
            }
            // Unacknowledged ones that made it count as handed out from now on.
            drawn.addAll(there);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "after crash %d of %s: %s%n%s"
                            .formatted(round, kind, e.getMessage(), server.logTail()),
                    e);
        }
    }
}
