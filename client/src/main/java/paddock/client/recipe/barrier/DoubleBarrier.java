package paddock.client.recipe.barrier;

import org.jspecify.annotations.Nullable;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Lets a party begin together, once so many have come, and go on together, once all have left. One
/// object is one participant; any thread may use it, one after another. It can be used again for
/// the next round.
///
/// ```java
/// DoubleBarrier barrier = new DoubleBarrier(client, "/app/step", 3);
/// barrier.enter();
/// compute();
/// barrier.leave();
/// ```
///
/// Who comes while a round is under way waits for the next one, so nobody slips into a round that
/// others are about to leave.
///
/// **Lost connection.** It is sat out, on both sides.
///
/// **Lost session.** The participant is out: before the start it has to be replaced by another,
/// after it the others do not wait for it. It fails itself as
/// [paddock.client.ClientException.SessionExpired].
public final class DoubleBarrier {
    private final Rounds rounds;

    /// Written by the thread that enters or leaves: null while it is outside.
    private volatile Rounds.@Nullable Attendance attendance;

    /// @param path the folder of the barrier
    /// @param count how many it takes, at least 1; all who take part must say the same
    /// @throws IllegalArgumentException when it is less
    public DoubleBarrier(Client client, String path, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a party of " + count + "; it takes 1 or more");
        }
        AsyncClient async = client.async();
        rounds = new Rounds(async, path, count);
    }

    /// Comes, and waits until so many have.
    ///
    /// @throws IllegalStateException when it is inside
    /// @throws PlaceLostException when somebody deleted its znode
    /// @throws InterruptedException when the thread is interrupted; it does not count then
    public void enter() throws InterruptedException {
        attendance = Waiting.forResult(begin(), Rounds.Attendance::cancel);
    }

    /// As [#enter()], for so long.
    ///
    /// @return false when the time is over; it does not count then
    /// @throws IllegalStateException when it is inside
    /// @throws PlaceLostException when somebody deleted its znode
    /// @throws InterruptedException when the thread is interrupted; it does not count then
    public boolean enter(Duration limit) throws InterruptedException {
        attendance = Waiting.forResult(begin(), limit, Rounds.Attendance::cancel).orElse(null);
        return attendance != null;
    }

    private CompletableFuture<Rounds.Attendance> begin() {
        if (attendance != null) {
            throw new IllegalStateException("entered already");
        }
        return rounds.enter();
    }

    /// Goes, and waits until all have.
    ///
    /// @throws IllegalStateException when it is outside
    /// @throws InterruptedException when the thread is interrupted; the others do not wait for it
    public void leave() throws InterruptedException {
        leave(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /// As [#leave()], for so long.
    ///
    /// @return false when the time is over; it is outside, and the others do not wait for it
    /// @throws IllegalStateException when it is outside
    /// @throws InterruptedException when the thread is interrupted; the others do not wait for it
    public boolean leave(Duration limit) throws InterruptedException {
        Rounds.Attendance leaving = attendance;
        if (leaving == null) {
            throw new IllegalStateException("not entered");
        }
        attendance = null;
        return Waiting.forResult(rounds.leave(leaving).thenApply(left -> true), limit, left -> {})
                .orElse(false);
    }
}
