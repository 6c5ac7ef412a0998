package paddock.client.recipe.foundation;

import paddock.client.ClientException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Repeats operations until there is an answer or the session is over.
public final class Steadfast {
    /// A request waits for the connection by itself; this only keeps apart those of many clients
    /// that all lost theirs at the same moment.
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private Steadfast() {}

    /// Repeats an operation that may well be done twice. It ends when the future is cancelled.
    public static <T> CompletableFuture<T> repeat(Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        attempt(operation, result);
        return result;
    }

    private static <T> void attempt(
            Supplier<CompletableFuture<T>> operation, CompletableFuture<T> result) {
        operation
                .get()
                .whenComplete(
                        (value, thrown) -> {
                            if (thrown == null) {
                                result.complete(value);
                                return;
                            }
                            Throwable failure = unwrap(thrown);
                            if (!isTransient(failure)) {
                                result.completeExceptionally(failure);
                            } else if (!result.isDone()) {
                                pause().execute(() -> attempt(operation, result));
                            }
                        });
    }

    /// Runs something a little later.
    static Executor pause() {
        return CompletableFuture.delayedExecutor(
                ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS) + 1L,
                TimeUnit.MILLISECONDS);
    }

    /// Whether an operation failed for the connection's sake, so that it can be had later.
    public static boolean isTransient(Throwable failure) {
        return failure instanceof ClientException.ConnectionLost
                || failure instanceof ClientException.TimedOut
                || failure instanceof ClientException.Throttled;
    }

    /// Whether an operation failed since the session is over.
    public static boolean isEndOfSession(Throwable failure) {
        return failure instanceof ClientException.SessionExpired
                || failure instanceof ClientException.SessionClosed
                || failure instanceof ClientException.AuthFailed;
    }

    /// What a stage failed of, without the wrapping that stages add.
    public static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? unwrap(cause) : thrown;
    }
}
