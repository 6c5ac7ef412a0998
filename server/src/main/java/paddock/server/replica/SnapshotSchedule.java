package paddock.server.replica;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.storage.StorageException;

import java.util.function.Consumer;

/// Takes snapshots when they are due; for the replica's thread.
public final class SnapshotSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);

    private static final long NOT_DUE = -1;

    private final Snapshotter snapshotter;
    private final SnapshotDue due;

    /// The end of the log's file that the next snapshot follows, or -1 while none is due.
    private long fileEnd = NOT_DUE;

    SnapshotSchedule(Snapshotter snapshotter, SnapshotDue due) {
        this.snapshotter = snapshotter;
        this.due = due;
    }

    /// One more transaction was logged.
    void logged() {
        due.logged();
    }

    /// Starts a snapshot of the database when one is due; the caller holds all stripes.
    ///
    /// The log leaves its file first, and the snapshot waits until it has all that is in there: who
    /// recovers from it then reads nothing of that file.
    void takeIfDue(Database database, Journal journal) {
        if (fileEnd == NOT_DUE) {
            if (!due.take(database.tree().nodeCount(), journal.appendedBytes())) {
                return;
            }
            journal.roll();
            fileEnd = journal.lastAppendedZxid();
        }
        if (database.lastZxid() < fileEnd) {
            return;
        }
        fileEnd = NOT_DUE;
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
}
