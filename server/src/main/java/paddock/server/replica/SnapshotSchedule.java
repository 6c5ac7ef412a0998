package paddock.server.replica;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.storage.StorageException;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Decides when the next snapshot is due; for the replica's thread.
///
/// A random part of each limit keeps the servers of an ensemble from taking snapshots together.
public final class SnapshotSchedule {
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
        if (snapshotter.isBusy() || database.tree().isFrozen()) {
            LOG.warn(
                    "a snapshot is due while the tree is still being read for another one: skipping"
                            + " it");
        } else {
            snapshotter.start(database.freeze());
        }
    }

    /// Writes a snapshot out of turn, after the one being written if there is one.
    ///
    /// @param done called on the writer's thread: with null when the snapshot is durable, else with
    ///   why it is not
    public void save(DatabaseImage image, Consumer<@Nullable StorageException> done) {
        snapshotter.save(image, done);
    }

    /// Returns when no snapshot is on its way to the disk.
    public void awaitIdle() {
        snapshotter.awaitIdle();
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
