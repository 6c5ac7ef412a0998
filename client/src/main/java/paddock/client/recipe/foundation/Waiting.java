package paddock.client.recipe.foundation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Waits for futures on behalf of a caller. Whoever stops waiting leaves nothing behind.
public final class Waiting {
    private Waiting() {}

    /// Waits for a result.
    ///
    /// @param unwanted gets the result, should it come after the caller was interrupted
    /// @throws InterruptedException when the thread is interrupted; the future is cancelled then
    public static <T> T forResult(CompletableFuture<T> future, Consumer<? super T> unwanted)
            throws InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            giveUp(future, unwanted);
            throw e;
        } catch (ExecutionException e) {
            throw reason(e);
        }
    }

    /// Waits for a result that nobody else has to know of.
    ///
    /// @throws InterruptedException when the thread is interrupted; the future is cancelled then
    public static <T> T forResult(CompletableFuture<T> future) throws InterruptedException {
        return forResult(future, result -> {});
    }

    /// Waits for a result for so long.
    ///
    /// @return empty when the time is over; the future is cancelled then
    /// @param unwanted gets the result, should it come after the caller was interrupted
    /// @throws InterruptedException when the thread is interrupted; the future is cancelled then
    public static <T> Optional<T> forResult(
            CompletableFuture<T> future, Duration limit, Consumer<? super T> unwanted)
            throws InterruptedException {
        try {
            return Optional.of(future.get(nanos(limit), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            if (future.cancel(false)) {
                return Optional.empty();
            }
            // It came at the last moment.
            return Optional.of(forResult(future, unwanted));
        } catch (InterruptedException e) {
            giveUp(future, unwanted);
            throw e;
        } catch (ExecutionException e) {
            throw reason(e);
        }
    }

    /// Waits for something to happen, for so long.
    ///
    /// @return false when the time is over; the future is cancelled then
    /// @throws InterruptedException when the thread is interrupted; the future is cancelled then
    public static boolean forEnd(CompletableFuture<Void> future, Duration limit)
            throws InterruptedException {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        future.whenComplete(
                (done, thrown) -> {
                    if (thrown == null) {
                        ended.complete(true);
                    } else {
                        ended.completeExceptionally(thrown);
                    }
                });
        try {
            return forResult(ended, limit, done -> {}).orElse(false);
        } finally {
            future.cancel(false);
        }
    }

    private static long nanos(Duration limit) {
        try {
            return Math.max(limit.toNanos(), 0);
        } catch (ArithmeticException e) {
            return limit.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    private static <T> void giveUp(CompletableFuture<T> future, Consumer<? super T> unwanted) {
        if (!future.cancel(false) && !future.isCompletedExceptionally()) {
            unwanted.accept(future.join());
        }
    }

    private static RuntimeException reason(ExecutionException e) {
        Throwable cause = Steadfast.unwrap(e);
        if (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException reason
                ? reason
                : new IllegalStateException("a recipe failed", cause);
    }
}
