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
import paddock.client.recipe.foundation.Ticket;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// So many permits, of which one can hold one or several. Any thread may use it.
///
/// Who wants permits stands in a line (`waiting`); only its first watches the permits that are
/// taken (`permits`), so what is given back wakes one. The first leaves the line by the same
/// transaction that takes all it wants, as one znode.
///
/// **Several at once.** They are taken together or not at all, so two who each want several never
/// wait for each other with a part in hand. They are taken in the order of the line: who wants many
/// waits until so many are free, and nobody behind is served meanwhile, though there may be enough
/// for it. So nobody waits for ever as long as holders give back. A program that holds permits and
/// asks for more is a taker like all others, and may wait for itself.
///
/// **Lost connection.** Who waits goes on waiting. A permit whose answer was lost is found again by
/// its name, and none is taken twice for one caller.
///
/// **Lost session.** Its permits are free at once for others, though their holder may not know yet:
/// see [Grant#standing]. For that while there may be more who believe to hold one than there are.
public final class Semaphore {
    private static final byte[] NO_DATA = {};

    /// The kind of a znode that stands for one permit; behind it, for how many where it is more.
    private static final String PERMIT = "permit";

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
        return acquire(1);
    }

    /// Waits for so many permits, which are given back together.
    ///
    /// @throws IllegalArgumentException unless it is 1 to as many as there are
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Grant acquire(int permits) throws InterruptedException {
        return Acquisition.await(enter(permits));
    }

    /// Waits for a permit for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquire(Duration limit) throws InterruptedException {
        return tryAcquire(1, limit);
    }

    /// Waits for so many permits, which are given back together, for so long.
    ///
    /// @return empty when the time is over; nothing is taken then
    /// @throws IllegalArgumentException unless it is 1 to as many as there are
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquire(int permits, Duration limit) throws InterruptedException {
        return Acquisition.await(enter(permits), limit).map(held -> held);
    }

    /// How many permits nobody holds at the moment.
    public int available() throws InterruptedException {
        return (int) Math.max(count - taken(Looks.at(permits)), 0);
    }

    private static long taken(List<Ticket> tickets) {
        return tickets.stream().mapToLong(Semaphore::permitsOf).sum();
    }

    private static int permitsOf(Ticket ticket) {
        String number = ticket.kind().substring(Math.min(PERMIT.length(), ticket.kind().length()));
        try {
            return number.isEmpty() ? 1 : Math.max(Integer.parseInt(number), 1);
        } catch (NumberFormatException e) {
            // Not by this class; it takes up a place at any rate.
            return 1;
        }
    }

    private CompletableFuture<Holding> enter(int wanted) {
        if (wanted < 1 || wanted > count) {
            throw new IllegalArgumentException(
                    wanted + " of " + count + " permits; it takes 1 to " + count);
        }
        return Acquisition.in(
                waiting,
                "wait",
                NO_DATA,
                place -> place.turn(Rule.ONE_AT_A_TIME),
                place -> {
                    CompletableFuture<Holding> held = new CompletableFuture<>();
                    look(place, wanted, held);
                    return held;
                },
                Holding::release);
    }

    private void look(Place place, int wanted, CompletableFuture<Holding> held) {
        if (held.isDone()) {
            return;
        }
        Once looked = new Once();
        Steadfast.repeat(
                        () ->
                                permits.tickets(
                                        event -> {
                                            if (looked.take()) {
                                                look(place, wanted, held);
                                            }
                                        }))
                .whenComplete(
                        (taken, thrown) -> {
                            if (thrown != null) {
                                held.completeExceptionally(Steadfast.unwrap(thrown));
                            } else if (taken(taken) + wanted <= count && looked.take()) {
                                take(place, wanted, held);
                            }
                        });
    }

    private void take(Place place, int wanted, CompletableFuture<Holding> held) {
        String kind = wanted == 1 ? PERMIT : PERMIT + wanted;
        CompletableFuture<Place> taken = permits.enter(prefix -> exchange(place, prefix), kind);
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

    /// Gives the place in the line for permits.
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
