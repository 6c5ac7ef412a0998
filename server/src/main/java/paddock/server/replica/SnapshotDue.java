package paddock.server.replica;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// When a snapshot is worth its cost: after so many transactions, or so much log.
///
/// Unless the operator said how many, a large tree waits for more of them. A snapshot writes every
/// znode again; taken after a fixed number of updates it would cost an update of a large tree many
/// times what the update itself costs. So the log may have as many transactions as the snapshot
/// before it has znodes, and a restart reads about as much of the one as of the other. What counts
/// is what a restart would read: also what was replayed at the start, and the znodes there were
/// when the last snapshot was taken, since a tree that grows faster than its log would never have
/// another.
///
/// A random part of each limit keeps the servers of an ensemble from taking snapshots together.
final class SnapshotDue {
    private static final int LEAST_TXNS = 100_000;

    /// A server that has just started has clients to serve first.
    private static final int LEAST_SINCE_START = 5_000;

    private final OptionalInt snapCount;
    private final long maxBytes;
    private final RandomGenerator random;
    private double part;

    // As of the last snapshot.
    private long znodes;
    private long txns;
    private long bytesBefore;

    private long txnsSinceStart;

    /// @param snapCount a snapshot is due after between half of this many transactions and all;
    ///   empty for what suits the tree
    /// @param maxBytes likewise by bytes of log since the start; 0 for no such limit
    /// @param znodes of the tree now
    /// @param replayed transactions that the log already has behind the last snapshot
    SnapshotDue(
            OptionalInt snapCount,
            long maxBytes,
            RandomGenerator random,
            long znodes,
            long replayed) {
        this.snapCount = snapCount;
        this.maxBytes = maxBytes;
        this.random = random;
        this.znodes = znodes;
        txns = replayed;
        draw();
    }

    /// One more transaction was logged.
    void logged() {
        txns++;
        txnsSinceStart++;
    }

    /// Whether it is time, for a tree of so many znodes; counting starts anew when it is.
    ///
    /// @param bytes of log since the start
    boolean take(int znodesNow, long bytes) {
        double limit = snapCount.isPresent() ? snapCount.getAsInt() : Math.max(LEAST_TXNS, znodes);
        boolean enoughTxns =
                txns > part * limit && txnsSinceStart >= Math.min(limit / 2, LEAST_SINCE_START);
        boolean enoughBytes = maxBytes > 0 && bytes - bytesBefore > part * maxBytes;
        if (!enoughTxns && !enoughBytes) {
            return false;
        }
        draw();
        znodes = znodesNow;
        txns = 0;
        bytesBefore = bytes;
        return true;
    }

    private void draw() {
        part = 0.5 + random.nextDouble() / 2;
    }
}
