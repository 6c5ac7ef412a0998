package paddock.client.recipe.lock;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Rule;
import paddock.client.recipe.foundation.Ticket;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A lock that any number hold for reading, or one for writing. Any thread may use it.
///
/// Fair: readers that come behind a waiting writer wait for it, so that writers are not starved.
/// Not reentrant, and a grant for reading cannot become one for writing: two readers that both want
/// that would wait for each other for ever.
///
/// **Lost connection, lost session**: as with [Mutex].
public final class SharedLock {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final byte[] NO_DATA = {};

    /// A reader waits for the last writer before it. Several readers may wait for the same: when it
    /// goes it is the turn of them all.
    private static final Rule READING = SharedLock::lastWriter;

    private final Line line;

    /// @param path the folder of the lock
    public SharedLock(Client client, String path) {
        line = new Line(client.async(), path);
    }

    private static Optional<Ticket> lastWriter(List<Ticket> before, Ticket mine) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i).kind().equals(WRITE)) {
                return Optional.of(before.get(i));
            }
        }
        return Optional.empty();
    }

    /// Waits to read.
    ///
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Grant acquireRead() throws InterruptedException {
        return Acquisition.await(enter(READ));
    }

    /// Waits to read for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquireRead(Duration limit) throws InterruptedException {
        return Acquisition.await(enter(READ), limit).map(held -> held);
    }

    /// Waits to write.
    ///
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Grant acquireWrite() throws InterruptedException {
        return Acquisition.await(enter(WRITE));
    }

    /// Waits to write for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquireWrite(Duration limit) throws InterruptedException {
        return Acquisition.await(enter(WRITE), limit).map(held -> held);
    }

    private CompletableFuture<Holding> enter(String kind) {
        return Acquisition.in(
                line, kind, NO_DATA, kind.equals(READ) ? READING : Rule.ONE_AT_A_TIME);
    }

    /// Which znodes stand in the line, those of holders first.
    public List<String> participants() throws InterruptedException {
        return Looks.at(line).stream().map(line::path).toList();
    }
}
