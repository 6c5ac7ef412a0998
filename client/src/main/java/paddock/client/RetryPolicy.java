package paddock.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Says whether an operation that failed is tried again, and when.
@FunctionalInterface
public interface RetryPolicy {
    /// How long to wait before the next attempt; empty to give up.
    Optional<Duration> next(Failure failure);

    /// An attempt that failed.
    ///
    /// @param reason why
    /// @param update whether the operation changes anything
    /// @param attempts so far, at least 1
    record Failure(ClientException reason, boolean update, int attempts) {
        /// Whether another attempt can do no harm: the connection was to blame, and the operation
        /// only asks, or never reached a server.
        public boolean isSafe() {
            return isTransient() && !reason.mayHaveHappened();
        }

        /// Whether another attempt may succeed: the connection was to blame, or a server's load.
        public boolean isTransient() {
            return reason instanceof ClientException.ConnectionLost
                    || reason instanceof ClientException.Throttled;
        }
    }

    /// Nothing is tried again.
    static RetryPolicy never() {
        return failure -> Optional.empty();
    }

    /// Tries again what can do no harm, see [Failure#isSafe]: queries, and updates that were never
    /// sent. An update that was sent may have been carried out, and is left to the program.
    ///
    /// @param attempts in all, at least 1
    /// @param first bound of the first pause, which is random; the bound doubles each time
    /// @param longest the bound does not grow beyond it
    /// @throws IllegalArgumentException when one of them is too small
    static RetryPolicy safe(int attempts, Duration first, Duration longest) {
        return pausing(attempts, first, longest, false);
    }

    /// Tries everything again that failed because of a connection, updates too: for programs whose
    /// updates may happen twice. A repeated create can fail since the first one succeeded, and so
    /// can a repeated delete.
    ///
    /// @throws IllegalArgumentException as [#safe]
    static RetryPolicy updatesToo(int attempts, Duration first, Duration longest) {
        return pausing(attempts, first, longest, true);
    }

    private static RetryPolicy pausing(
            int attempts, Duration first, Duration longest, boolean updatesToo) {
        long firstMillis = first.toMillis();
        long longestMillis = longest.toMillis();
        if (attempts < 1 || firstMillis < 1 || longestMillis < firstMillis) {
            throw new IllegalArgumentException(
                    attempts
                            + " attempts with pauses of "
                            + first
                            + " to "
                            + longest
                            + "; it takes 1 attempt, and 1 ms to what is not less");
        }
        return failure -> {
            boolean again = updatesToo ? failure.isTransient() : failure.isSafe();
            if (!again || failure.attempts() >= attempts) {
                return Optional.empty();
            }
            long bound =
                    Math.min(firstMillis << Math.min(failure.attempts() - 1, 30), longestMillis);
            return Optional.of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound) + 1));
        };
    }
}
