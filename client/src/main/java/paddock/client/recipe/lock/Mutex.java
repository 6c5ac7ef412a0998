package paddock.client.recipe.lock;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Rule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A lock that at most one holds. Any thread may use it; it is not reentrant, since a [Grant]
/// belongs to no thread.
///
/// ```java
/// Mutex mutex = new Mutex(client, "/app/locks/report");
/// try (Grant lock = mutex.acquire()) {
///     storage.write(report, lock.fencingToken());
/// }
/// ```
///
/// **Lost connection.** Who waits goes on waiting with its place in the line; if the answer to the
/// entry was lost, the place is found again by its name. Who holds the lock still does, if the
/// session outlives it, and sees [paddock.client.recipe.Standing#UNCERTAIN] meanwhile.
///
/// **Lost session.** Who waits fails as [paddock.client.ClientException.SessionExpired]; who holds
/// the lock has lost it, and the next in line gets it. Between the ensemble's verdict and the
/// moment its client hears of it, both may believe to hold it: [Grant#fencingToken] tells them
/// apart.
public final class Mutex {
    private final Line line;
    private final byte[] label;

    /// @param path the folder of the lock
    public Mutex(Client client, String path) {
        this(client, path, "");
    }

    /// @param label the data of this side's znodes, for people who look
    public Mutex(Client client, String path, String label) {
        line = new Line(client.async(), path);
        this.label = label.getBytes(StandardCharsets.UTF_8);
    }

    /// Waits for the lock.
    ///
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Grant acquire() throws InterruptedException {
        return Acquisition.await(enter());
    }

    /// Waits for the lock for so long; the place is given up afterwards.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which gives up the place
    public Optional<Grant> tryAcquire(Duration limit) throws InterruptedException {
        return Acquisition.await(enter(), limit).map(held -> held);
    }

    private CompletableFuture<Holding> enter() {
        return Acquisition.in(line, "lock", label, Rule.ONE_AT_A_TIME);
    }

    /// How many hold the lock or wait for it.
    public int length() throws InterruptedException {
        return Looks.at(line).size();
    }

    /// Which znodes stand in the line, the holder's first.
    public List<String> participants() throws InterruptedException {
        return Looks.at(line).stream().map(line::path).toList();
    }
}
