package paddock.server.replica;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;

import java.util.random.RandomGenerator;

/// Decides when the next snapshot is due; for the replica's thread.
///
/// A random part of each limit keeps the servers of an ensemble from taking snapshots together.
final class SnapshotSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);

    private final Snapshotter snapshotter;
    private final RandomGenerator random;
    private final long maxTxns;
    private final long maxBytes;
    private long txns;
    private long bytesBefore;
    private long dueAfterTxns;
    private long dueAfterBytes;

    /// @param maxTxns a snapshot is due after between half of this many transactions and all
    /// @param maxBytes likewise by bytes of log; 0 for no such limit
    SnapshotSchedule(Snapshotter snapshotter, RandomGenerator random, long maxTxns, long maxBytes) {
        this.snapshotter = snapshotter;
        this.random = random;
        this.maxTxns = maxTxns;
        this.maxBytes = maxBytes;
        draw();
    }

    /// One more transaction was logged.
    void logged() {
        txns++;
    }

    /// Starts a snapshot of the database when one is due; the caller holds all stripes.
    void takeIfDue(Database database, Journal journal) {
        long bytes = journal.appendedBytes();
        boolean enoughBytes = dueAfterBytes > 0 && bytes - bytesBefore > dueAfterBytes;
        if (txns <= dueAfterTxns && !enoughBytes) {
            return;
        }
        draw();
        txns = 0;
        bytesBefore = bytes;
        journal.roll();
        if (snapshotter.isBusy()) {
            LOG.warn("a snapshot is due while the last one is still being written: skipping it");
        } else {
            snapshotter.start(database.freeze());
        }
    }

    /// Waits for the snapshot being written, if any.
    void stop() throws InterruptedException {
        snapshotter.stop();
    }

    private void draw() {
        long half = maxTxns / 2;
        dueAfterTxns = half + random.nextLong(Math.max(1, half));
        long halfBytes = maxBytes / 2;
        dueAfterBytes = halfBytes == 0 ? 0 : halfBytes + random.nextLong(halfBytes);
    }
}
