package paddock.server.front;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// The clients that are behind, of all loops together, and how much memory that holds: with reading
/// what they are answered, or with sending the rest of a request.
///
/// One slow client costs little more than its last answer or request; many of them could still fill
/// the memory. So long answers to others have to wait while half of what there may be is waiting,
/// and whoever has been behind for longest has to go: at once when all of it is, and after a while
/// when others wait for it. Any thread.
///
/// @param <C> who is behind
final class Backlog<C> {
    private record Behind(long bytes, long sinceNanos) {}

    private final long maxBytes;
    private final long patienceNanos;
    private final SequencedMap<C, Behind> behind = new LinkedHashMap<>();
    private long bytes;

    /// Whether long answers have to wait; written under the monitor, read by all loops.
    private volatile boolean pressing;

    /// @param maxBytes what may wait for all of them
    /// @param patienceNanos how long others wait for whoever does not catch up
    Backlog(long maxBytes, long patienceNanos) {
        this.maxBytes = maxBytes;
        this.patienceNanos = patienceNanos;
    }

    /// Whether long answers have to wait.
    boolean isPressing() {
        return pressing;
    }

    /// So much waits for a client that is behind: now, if it was noted before.
    synchronized void note(C client, long waiting, long nowNanos) {
        Behind before = behind.get(client);
        long since = before == null ? nowNanos : before.sinceNanos();
        behind.put(client, new Behind(waiting, since));
        count(waiting - (before == null ? 0 : before.bytes()));
    }

    /// A client has caught up, or is gone.
    ///
    /// @return whether long answers have to wait no longer
    synchronized boolean forget(C client) {
        Behind before = behind.remove(client);
        if (before == null) {
            return false;
        }
        boolean was = pressing;
        count(-before.bytes());
        return was && !pressing;
    }

    /// Whoever has to go next, and is not counted from here on; null when nobody has to.
    ///
    /// @param awaited whether others wait
    synchronized @Nullable C next(boolean awaited, long nowNanos) {
        var eldest = behind.firstEntry();
        if (eldest == null) {
            return null;
        }
        boolean tooLong = nowNanos - eldest.getValue().sinceNanos() >= patienceNanos;
        if (bytes <= maxBytes && !(awaited && pressing && tooLong)) {
            return null;
        }
        forget(eldest.getKey());
        return eldest.getKey();
    }

    /// Has everybody dropped who has to go.
    ///
    /// @param awaited whether others wait
    void dropDue(boolean awaited, long nowNanos, Consumer<C> drop) {
        C due = next(awaited, nowNanos);
        while (due != null) {
            drop.accept(due);
            due = next(awaited, nowNanos);
        }
    }

    private void count(long change) {
        bytes += change;
        pressing = bytes > maxBytes / 2;
    }
}
