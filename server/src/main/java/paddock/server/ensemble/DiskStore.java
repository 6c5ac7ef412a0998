package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.replica.Journal;
import paddock.storage.FileAccessException;
import paddock.storage.epoch.EpochFiles;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.recovery.Truncation;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Store;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongConsumer;

/// What a member must not forget, in its data folder. For the replica's thread.
final class DiskStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);

    private final DataFolder folder;
    private final EpochFiles epochs;
    private final Journal journal;
    private final Memberships memberships;
    private final Runnable awaitSnapshot;
    private final LongConsumer appended;
    private final int maxTxnBytes;

    /// @param awaitSnapshot returns when no snapshot is on its way to the disk
    /// @param appended hears of every transaction appended
    DiskStore(
            DataFolder folder,
            EpochFiles epochs,
            Journal journal,
            Memberships memberships,
            Runnable awaitSnapshot,
            LongConsumer appended,
            int maxTxnBytes) {
        this.folder = folder;
        this.epochs = epochs;
        this.journal = journal;
        this.memberships = memberships;
        this.awaitSnapshot = awaitSnapshot;
        this.appended = appended;
        this.maxTxnBytes = maxTxnBytes;
    }

    @Override
    public long acceptedEpoch() {
        return epochs.acceptedEpoch();
    }

    @Override
    public long currentEpoch() {
        return epochs.currentEpoch();
    }

    @Override
    public void acceptEpoch(long epoch) {
        epochs.accept(epoch);
    }

    @Override
    public void enterEpoch(long epoch) {
        epochs.enter(epoch);
    }

    @Override
    public void append(EncodedTxn txn) {
        journal.append(txn);
        appended.accept(txn.zxid());
    }

    @Override
    public boolean truncate(long zxid) {
        awaitSnapshot.run();
        boolean[] cut = new boolean[1];
        long before = journal.durableZxid();
        journal.pause(
                () -> cut[0] = Truncation.after(folder, zxid),
                () -> cut[0] ? zxid : Math.max(before, journal.durableZxid()));
        if (cut[0]) {
            LOG.info("cut the log after zxid {}, as the leader wants it", Zxid.text(zxid));
        }
        return cut[0];
    }

    /// Removes everything after a transaction, whether that is in the log or not.
    void cutAfter(long zxid) {
        awaitSnapshot.run();
        journal.pause(() -> Truncation.everythingAfter(folder, zxid), () -> zxid);
    }

    @Override
    public void discardLog() {
        StoreFile newest = newestSnapshot();
        if (newest == null) {
            throw new IllegalStateException("no snapshot in " + folder.snapshots());
        }
        long zxid = newest.zxid();
        journal.pause(() -> Truncation.everythingBefore(folder, zxid), () -> zxid);
    }

    private @Nullable StoreFile newestSnapshot() {
        List<StoreFile> newest = SnapshotFiles.candidates(folder.snapshots(), 1);
        return newest.isEmpty() ? null : newest.getFirst();
    }

    @Override
    public @Nullable LogTail tail(long from) {
        paddock.storage.log.LogTail tail =
                paddock.storage.log.LogTail.open(
                        folder.logs(),
                        folder.snapshots(),
                        from,
                        journal.durableZxid(),
                        maxTxnBytes,
                        journal.index());
        return tail == null ? null : new Tail(tail);
    }

    /// The tail as the peer sees it.
    private record Tail(paddock.storage.log.LogTail tail) implements LogTail {
        @Override
        public long bytes() {
            return tail.bytes();
        }

        @Override
        public @Nullable EncodedTxn next() {
            EncodedTxn next = tail.next();
            String problem = tail.problem();
            if (next == null && problem != null) {
                LOG.warn("the log cannot be sent to a learner: {}", problem);
            }
            return next;
        }

        @Override
        public void close() {
            tail.close();
        }
    }

    @Override
    public long snapshotBytes() {
        StoreFile newest = newestSnapshot();
        try {
            return newest == null ? 0 : Files.size(newest.path());
        } catch (IOException e) {
            throw new FileAccessException("read", newest.path(), e);
        }
    }

    @Override
    public void lastSeen(QuorumConfig config) {
        memberships.proposed(config);
    }

    @Override
    public void committed(QuorumConfig config) {
        memberships.inForce(config);
    }
}
