package paddock.bench.load;

import java.time.Duration;

/// How to load: how many connections, how hard, and for how long.
///
/// `outstanding` bounds the requests in flight on each connection.
public record LoadPlan(
        int connections, int outstanding, int threads, Pace pace, Duration warmUp, Extent extent) {

    /// When the next request is sent.
    public sealed interface Pace {
        /// As soon as a reply makes room.
        record Closed() implements Pace {}

        /// At a fixed rate in all, whatever the server does; a request that finds every connection
        /// full is late, and its wait counts.
        record Open(double requestsPerSecond) implements Pace {
            public Open {
                if (!(requestsPerSecond > 0)) {
                    throw new IllegalArgumentException("a rate of " + requestsPerSecond);
                }
            }
        }
    }

    /// When to stop.
    public sealed interface Extent {
        /// After a stretch of time, warm-up excluded.
        record Lasting(Duration window) implements Extent {}

        /// After exactly so many requests; all of them are measured.
        record Counting(long requests) implements Extent {}
    }

    public LoadPlan {
        if (connections < 1 || outstanding < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "connections %d, outstanding %d, threads %d: each must be at least 1"
                            .formatted(connections, outstanding, threads));
        }
        if (threads > connections) {
            throw new IllegalArgumentException(
                    threads + " threads for " + connections + " connections");
        }
        if (extent instanceof Extent.Counting && !warmUp.isZero()) {
            throw new IllegalArgumentException("a counted run has no warm-up");
        }
    }

    /// A closed loop of exactly `requests` requests, on one thread.
    public static LoadPlan counted(int connections, int outstanding, long requests) {
        return new LoadPlan(
                connections,
                outstanding,
                1,
                new Pace.Closed(),
                Duration.ZERO,
                new Extent.Counting(requests));
    }
}
