package paddock.bench.load;

import org.HdrHistogram.Histogram;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a [LoadPlan] against one server and reports the measured window.
public final class LoadGenerator {
    private static final Duration STALL = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 20;

    private LoadGenerator() {}

    /// Loads the server at `address`; returns when the plan's extent is through.
    ///
    /// @throws LoadFailure when a request failed or the server hung up or stalled
    public static LoadResult run(
            InetSocketAddress address, LoadPlan plan, Traffic.Source source, Window window) {
        return run(List.of(address), plan, source, window);
    }

    /// The same with several servers, over which the connections are spread evenly in turn.
    public static LoadResult run(
            List<InetSocketAddress> addresses,
            LoadPlan plan,
            Traffic.Source source,
            Window window) {
        LoadControl control = new LoadControl(plan.threads());
        List<LoadThread> loops = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(plan.threads());
        try {
            for (int i = 0; i < plan.threads(); i++) {
                loops.add(new LoadThread(addresses, plan, i, source, control));
            }
            boolean timed = plan.extent() instanceof LoadPlan.Extent.Lasting;
            if (!timed) {
                window.opened();
                control.open();
            }
            long openedAt = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (LoadThread loop : loops) {
                running.add(pool.submit(loop));
            }
            if (plan.extent() instanceof LoadPlan.Extent.Lasting(Duration length)) {
                awaitConnected(control, running);
                failEarly(running, plan.warmUp());
                window.opened();
                control.open();
                openedAt = System.nanoTime();
                failEarly(running, length);
            } else {
                awaitAll(running);
            }
            long windowNanos = System.nanoTime() - openedAt;
            control.close();
            window.closed();
            awaitAll(running);
            return merged(loops, windowNanos);
        } finally {
            control.abort();
            pool.shutdownNow();
            loops.forEach(LoadThread::close);
        }
    }

    private static LoadResult merged(List<LoadThread> loops, long windowNanos) {
        Histogram latencies = LoadThread.newHistogram();
        long operations = 0;
        long cpuNanos = 0;
        for (LoadThread loop : loops) {
            loop.requireNoErrors();
            latencies.add(loop.latencies());
            operations += loop.completed();
            cpuNanos += loop.cpuNanos();
        }
        if (latencies.getTotalCount() == 0) {
            throw new LoadFailure("not one reply in the measured window");
        }
        return new LoadResult(operations, windowNanos, latencies, cpuNanos);
    }

    /// Thousands of connections take longer than a warm-up, which would then warm nothing.
    private static void awaitConnected(LoadControl control, List<Future<?>> running) {
        try {
            while (!control.awaitConnected(LOOK_MILLIS)) {
                for (Future<?> each : running) {
                    if (each.isDone()) {
                        awaitAll(List.of(each));
                    }
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Lets time pass unless a loop ends, which it does before its time only by failing.
    private static void failEarly(List<Future<?>> running, Duration length) {
        long deadline = System.nanoTime() + length.toNanos();
        try {
            running.getFirst().get(length.toNanos(), TimeUnit.NANOSECONDS);
            throw new LoadFailure("the generator ended before its window");
        } catch (TimeoutException e) {
            // The stretch is over and the first loop still runs, as it should.
            for (Future<?> each : running) {
                if (each.isDone()) {
                    awaitAll(List.of(each));
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (System.nanoTime() - deadline > TimeUnit.SECONDS.toNanos(1)) {
            throw new LoadFailure("the machine stalled: the stretch took a second too long");
        }
    }

    private static void awaitAll(List<Future<?>> running) {
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw failure(e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /// How long a loop waits for any reply before it gives the server up.
    static Duration stall() {
        return STALL;
    }

    private static LoadFailure failure(ExecutionException e) {
        return e.getCause() instanceof LoadFailure failure
                ? failure
                : new LoadFailure("the generator failed: " + e.getCause(), e);
    }

    private static LoadFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LoadFailure("interrupted", e);
    }
}
