package paddock.client.recipe.foundation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// Entering a line, waiting for the turn, and getting what there is to get: as one future, which
/// leaves nothing behind when it is cancelled or fails.
public final class Acquisition<T> {
    private final CompletableFuture<T> got = new CompletableFuture<>();
    private final Consumer<? super T> disposal;

    private Acquisition(Consumer<? super T> disposal) {
        this.disposal = disposal;
    }

    /// Has a place in a line held once it is its turn.
    public static CompletableFuture<Holding> in(Line line, String kind, byte[] data, Rule rule) {
        return in(line, kind, data, place -> place.turn(rule), Holding::of, Holding::release);
    }

    /// Does something with a place in a line once it is its turn.
    ///
    /// @param turn when its turn is
    /// @param then what to do; what it yields may be cancelled, and leaves nothing behind then. It
    ///   sees to it that the place is given up where it succeeds
    /// @param disposal gets what comes too late to be wanted
    public static <T> CompletableFuture<T> in(
            Line line,
            String kind,
            byte[] data,
            Function<Place, CompletableFuture<Void>> turn,
            Function<Place, CompletableFuture<T>> then,
            Consumer<? super T> disposal) {
        Acquisition<T> acquisition = new Acquisition<>(disposal);
        acquisition.follow(line.enter(kind, data), place -> acquisition.arrived(place, turn, then));
        return acquisition.got;
    }

    private void arrived(
            Place place,
            Function<Place, CompletableFuture<Void>> turn,
            Function<Place, CompletableFuture<T>> then) {
        got.whenComplete(
                (result, thrown) -> {
                    if (thrown != null) {
                        place.leave();
                    }
                });
        follow(turn.apply(place), itIs -> take(then.apply(place)));
    }

    private void take(CompletableFuture<T> result) {
        follow(
                result,
                taken -> {
                    if (!got.complete(taken)) {
                        disposal.accept(taken);
                    }
                });
    }

    /// Goes on with the result of a step, unless nobody wants that any more; then the step ends.
    private <S> void follow(CompletableFuture<S> step, Consumer<S> next) {
        step.whenComplete(
                (result, thrown) -> {
                    if (thrown != null) {
                        got.completeExceptionally(Steadfast.unwrap(thrown));
                    } else {
                        next.accept(result);
                    }
                });
        got.whenComplete(
                (result, thrown) -> {
                    if (thrown != null) {
                        step.cancel(false);
                    }
                });
    }

    /// Waits for something to be held.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public static Holding await(CompletableFuture<Holding> held) throws InterruptedException {
        return Waiting.forResult(held, Holding::release);
    }

    /// Waits for something to be held for so long.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public static Optional<Holding> await(CompletableFuture<Holding> held, Duration limit)
            throws InterruptedException {
        return Waiting.forResult(held, limit, Holding::release);
    }
}
