package paddock.client.recipe.barrier;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.Transaction;
import paddock.client.TransactionFailedException;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Gone;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Once;
import paddock.client.recipe.foundation.Place;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Ticket;
import paddock.client.recipe.foundation.Versioned;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The rounds of a double barrier. The version of one znode (`round`) says how matters stand: even
/// while a party gathers, odd while a round is under way. Participants are a line (`members`),
/// which can be entered only while it is even, by the same transaction that demands it.
final class Rounds {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final Versioned round;
    private final Line members;
    private final int count;

    Rounds(AsyncClient client, String path, int count) {
        this.client = client;
        round = new Versioned(client, path + "/round", NO_DATA);
        members = new Line(client, path + "/members");
        this.count = count;
    }

    /// Somebody inside.
    ///
    /// @param version of the round while it gathered
    record Attendance(Place place, int version) {
        void cancel() {
            place.leave();
        }
    }

    // ---- entering ----

    CompletableFuture<Attendance> enter() {
        CompletableFuture<Attendance> entered = new CompletableFuture<>();
        come(entered);
        return entered;
    }

    private void come(CompletableFuture<Attendance> entered) {
        if (entered.isDone()) {
            return;
        }
        Once looked = new Once();
        Runnable again =
                () -> {
                    if (looked.take()) {
                        come(entered);
                    }
                };
        step(
                round.read(again),
                entered,
                data -> {
                    if (data.version() % 2 != 0) {
                        step(
                                Steadfast.repeat(() -> members.tickets(event -> again.run())),
                                entered,
                                inside -> endAbandoned(inside, data.version(), again));
                    } else if (looked.take()) {
                        join(data.version(), entered);
                    }
                });
    }

    /// A round whose last participants all died is ended by whoever comes next.
    private void endAbandoned(List<Ticket> inside, int version, Runnable again) {
        if (inside.isEmpty()) {
            client.setData(round.path(), NO_DATA, version)
                    .whenComplete((done, thrown) -> again.run());
        }
    }

    private void join(int version, CompletableFuture<Attendance> entered) {
        CompletableFuture<Place> joined =
                members.enter(prefix -> create(prefix, version), "member");
        entered.whenComplete((attendance, thrown) -> joined.cancel(false));
        joined.whenComplete(
                (place, thrown) -> {
                    if (thrown == null) {
                        joined(new Attendance(place, version), entered);
                    } else if (Steadfast.unwrap(thrown) instanceof ClientException.BadVersion) {
                        come(entered);
                    } else {
                        entered.completeExceptionally(Steadfast.unwrap(thrown));
                    }
                });
    }

    private CompletableFuture<String> create(String prefix, int version) {
        return client.transaction()
                .check(round.path(), version)
                .create(prefix, NO_DATA, CreateMode.EPHEMERAL_SEQUENTIAL, Acl.OPEN)
                .commitAsync()
                .handle(
                        (results, thrown) ->
                                thrown == null
                                        ? CompletableFuture.completedFuture(
                                                ((Transaction.Result.Created) results.get(1))
                                                        .path())
                                        : CompletableFuture.<String>failedFuture(
                                                reason(Steadfast.unwrap(thrown))))
                .thenCompose(next -> next);
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof TransactionFailedException refused ? refused.reason() : failure;
    }

    private void joined(Attendance attendance, CompletableFuture<Attendance> entered) {
        entered.whenComplete(
                (done, thrown) -> {
                    if (thrown != null) {
                        attendance.cancel();
                    }
                });
        awaitStart(attendance, entered);
        // Of those who come, only the last can find that all are there; one look of each suffices.
        step(
                Steadfast.repeat(members::tickets),
                entered,
                inside -> {
                    if (!inside.contains(attendance.place().ticket())) {
                        entered.completeExceptionally(
                                new PlaceLostException(attendance.place().path()));
                    } else if (inside.size() >= count) {
                        start(attendance.version());
                    }
                });
    }

    /// Starts the round; that somebody else has done so is as good.
    private void start(int version) {
        Steadfast.repeat(() -> client.setData(round.path(), NO_DATA, version));
    }

    private void awaitStart(Attendance attendance, CompletableFuture<Attendance> entered) {
        if (entered.isDone()) {
            return;
        }
        step(
                round.read(() -> awaitStart(attendance, entered)),
                entered,
                data -> {
                    if (data.version() != attendance.version()) {
                        entered.complete(attendance);
                    }
                });
    }

    // ---- leaving ----

    CompletableFuture<Void> leave(Attendance attendance) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        left.whenComplete((done, thrown) -> attendance.cancel());
        go(attendance, left);
        return left;
    }

    /// The oldest stays until it is the last, and watches the newest; all others go, and watch the
    /// oldest. So each is woken a few times at most.
    private void go(Attendance attendance, CompletableFuture<Void> left) {
        if (left.isDone()) {
            return;
        }
        // The round last: if it is still this one, so it was when they were in it. The other way
        // round, with a lost connection in between, they could be those of the next round, who wait
        // for whoever waits for them here.
        step(
                Steadfast.repeat(members::tickets)
                        .thenCompose(
                                inside -> round.read().thenApply(now -> new Sight(now, inside))),
                left,
                sight -> {
                    List<Ticket> inside = sight.inside();
                    Ticket mine = attendance.place().ticket();
                    if (sight.round().version() != attendance.version() + 1 || inside.isEmpty()) {
                        left.complete(null);
                    } else if (!inside.contains(mine)) {
                        awaitGone(inside.get(0), attendance, left);
                    } else if (inside.size() == 1) {
                        goLast(attendance, left);
                    } else if (inside.get(0).equals(mine)) {
                        awaitGone(inside.get(inside.size() - 1), attendance, left);
                    } else {
                        step(attendance.place().leave(), left, gone -> go(attendance, left));
                    }
                });
    }

    private record Sight(NodeData round, List<Ticket> inside) {}

    private void awaitGone(Ticket other, Attendance attendance, CompletableFuture<Void> left) {
        CompletableFuture<Void> gone = Gone.of(client, members.path(other));
        left.whenComplete((done, thrown) -> gone.cancel(false));
        step(gone, left, done -> go(attendance, left));
    }

    /// Ends the round together with the last place in it, so that the next round begins empty.
    private void goLast(Attendance attendance, CompletableFuture<Void> left) {
        client.transaction()
                .setData(round.path(), NO_DATA, attendance.version() + 1)
                .delete(attendance.place().path(), -1)
                .commitAsync()
                .whenComplete(
                        (done, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure == null
                                    || Steadfast.isTransient(failure)
                                    || failure instanceof TransactionFailedException) {
                                // What came of it, or who was faster, is to be seen.
                                go(attendance, left);
                            } else {
                                left.completeExceptionally(failure);
                            }
                        });
    }

    // ---- steps ----

    /// Goes on with the result of a step, or fails of what that fails of.
    private static <S> void step(
            CompletableFuture<S> step, CompletableFuture<?> whole, Consumer<S> next) {
        step.whenComplete(
                (result, thrown) -> {
                    if (thrown != null) {
                        whole.completeExceptionally(Steadfast.unwrap(thrown));
                    } else {
                        next.accept(result);
                    }
                });
    }
}
