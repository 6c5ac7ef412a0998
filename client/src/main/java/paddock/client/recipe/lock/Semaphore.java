package paddock.client.recipe.lock;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.Transaction;
import paddock.client.TransactionFailedException;
import paddock.client.recipe.Grant;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Once;
import paddock.client.recipe.foundation.Place;
import paddock.client.recipe.foundation.Rule;
import paddock.client.recipe.foundation.Steadfast;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// So many permits, each of which one can hold. Any thread may use it.
///
/// Who wants a permit stands in a line (`waiting`); only its first watches the permits that are
/// taken (`permits`), so a permit given back wakes one. The first leaves the line by the same
/// transaction that takes the permit.
///
/// **Lost connection.** Who waits goes on waiting. A permit whose answer was lost is found again by
/// its name, and none is taken twice for one caller.
///
/// **Lost session.** Its permits are free at once for others, though their holder may not know yet:
/// see [Grant#standing]. For that while there may be more who believe to hold one than there are.
public final class Semaphore {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final Line waiting;
    private final Line permits;
    private final int count;

    /// @param path the folder of the semaphore
    /// @param permits how many there are, at least 1; all who take part must say the same
    /// @throws IllegalArgumentException when there is none
    public Semaphore(Client client, String path, int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException(permits + " permits; it takes 1 or more");
        }
        this.client = client.async();
        waiting = new Line(this.client, path + "/waiting");
        this.permits = new Line(this.client, path + "/permits");
        count = permits;
    }

    /// Waits for a permit.
    ///
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Grant acquire() throws InterruptedException {
        return Acquisition.await(enter());
    }

    /// Waits for a permit for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquire(Duration limit) throws InterruptedException {
        return Acquisition.await(enter(), limit).map(held -> held);
    }

    /// How many permits nobody holds at the moment.
    public int available() throws InterruptedException {
        return Math.max(count - Looks.at(permits).size(), 0);
    }

    private CompletableFuture<Holding> enter() {
        return Acquisition.in(
                waiting,
                "wait",
                NO_DATA,
                place -> place.turn(Rule.ONE_AT_A_TIME),
                place -> {
                    CompletableFuture<Holding> held = new CompletableFuture<>();
                    look(place, held);
                    return held;
                },
                Holding::release);
    }

    private void look(Place place, CompletableFuture<Holding> held) {
        if (held.isDone()) {
            return;
        }
        Once looked = new Once();
        Steadfast.repeat(
                        () ->
                                permits.tickets(
                                        event -> {
                                            if (looked.take()) {
                                                look(place, held);
                                            }
                                        }))
                .whenComplete(
                        (taken, thrown) -> {
                            if (thrown != null) {
                                held.completeExceptionally(Steadfast.unwrap(thrown));
                            } else if (taken.size() < count && looked.take()) {
                                take(place, held);
                            }
                        });
    }

    private void take(Place place, CompletableFuture<Holding> held) {
        CompletableFuture<Place> taken = permits.enter(prefix -> exchange(place, prefix), "permit");
        held.whenComplete((holding, thrown) -> taken.cancel(false));
        taken.whenComplete(
                (permit, thrown) -> {
                    if (thrown != null) {
                        held.completeExceptionally(Steadfast.unwrap(thrown));
                    } else {
                        hold(permit, held);
                    }
                });
    }

    private static void hold(Place permit, CompletableFuture<Holding> held) {
        Holding.of(permit)
                .whenComplete(
                        (holding, thrown) -> {
                            if (thrown != null) {
                                held.completeExceptionally(Steadfast.unwrap(thrown));
                            } else if (!held.complete(holding)) {
                                holding.release();
                            }
                        });
    }

    /// Gives the place in the line for a permit.
    private CompletableFuture<String> exchange(Place place, String prefix) {
        return client.transaction()
                .delete(place.path(), -1)
                .create(prefix, NO_DATA, CreateMode.EPHEMERAL_SEQUENTIAL, Acl.OPEN)
                .commitAsync()
                .handle(
                        (results, thrown) ->
                                thrown == null
                                        ? CompletableFuture.completedFuture(created(results))
                                        : CompletableFuture.<String>failedFuture(
                                                reason(place, Steadfast.unwrap(thrown))))
                .thenCompose(next -> next);
    }

    private static String created(List<Transaction.Result> results) {
        return ((Transaction.Result.Created) results.get(1)).path();
    }

    private static Throwable reason(Place place, Throwable failure) {
        if (failure instanceof TransactionFailedException refused) {
            return refused.index() == 0 && refused.reason() instanceof ClientException.NoNode
                    ? new PlaceLostException(place.path())
                    : refused.reason();
        }
        return failure;
    }
}
