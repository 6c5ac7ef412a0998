package paddock.server.replica;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// When a snapshot is worth its cost: after so many transactions, or so much log.
///
/// Unless the operator said how many, a large tree waits for more of them. A snapshot writes every
/// znode again; taken after a fixed number of updates it would cost an update of a large tree many
/// times what the update itself costs, while a restart reads a transaction about as fast as it
/// reads two znodes. So the log may grow to half the number of znodes, which at most doubles the
/// time of a restart.
///
/// A random part of each limit keeps the servers of an ensemble from taking snapshots together.
final class SnapshotDue {
    private static final int LEAST_TXNS = 100_000;

    private final OptionalInt snapCount;
    private final long maxBytes;
    private final RandomGenerator random;
    private double part;
    private long txns;
    private long bytesBefore;

    /// @param snapCount a snapshot is due after between half of this many transactions and all;
    ///   empty for what suits the tree
    /// @param maxBytes likewise by bytes of log; 0 for no such limit
    SnapshotDue(OptionalInt snapCount, long maxBytes, RandomGenerator random) {
        this.snapCount = snapCount;
        this.maxBytes = maxBytes;
        this.random = random;
        draw();
    }

    /// One more transaction was logged.
    void logged() {
        txns++;
    }

    /// Whether it is time, for a tree of so many znodes; counting starts anew when it is.
    ///
    /// @param bytes of log since the start
    boolean take(int znodes, long bytes) {
        double limit = snapCount.orElse(Math.max(LEAST_TXNS, znodes));
        boolean enoughBytes = maxBytes > 0 && bytes - bytesBefore > part * maxBytes;
        if (txns <= part * limit && !enoughBytes) {
            return false;
        }
        draw();
        txns = 0;
        bytesBefore = bytes;
        return true;
    }

    private void draw() {
        part = 0.5 + random.nextDouble() / 2;
    }
}
