package paddock.simulator.ensemble;

import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogFileReader;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.recovery.Truncation;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.storage.snapshot.SnapshotWriter;

import java.util.List;

/// Brings a tree back from the files of a server.
final class SimRecovery {
    private final DataFolder folder;
    private final SnapshotWriter writer;

    SimRecovery(DataFolder folder, SnapshotWriter writer) {
        this.folder = folder;
        this.writer = writer;
    }

    RestoredDatabase run() {
        RestoredDatabase restored = new RestoredDatabase();
        new Recovery(folder, RecoverySettings.DEFAULT, writer).run(restored);
        return restored;
    }

    /// A snapshot from elsewhere became durable, and the process ended before the log it replaces
    /// was discarded.
    void discardLogBehindSnapshot(long zxid) {
        List<StoreFile> snapshots = SnapshotFiles.candidates(folder.snapshots(), 1);
        if (!snapshots.isEmpty()
                && snapshots.getFirst().zxid() == zxid
                && zxid > 0
                && !logHolds(zxid)) {
            Truncation.everythingBefore(folder, zxid);
        }
    }

    private boolean logHolds(long zxid) {
        for (StoreFile log : StoreFile.logs(folder.logs())) {
            try (LogFileReader reader = new LogFileReader(log.path())) {
                while (reader.next()) {
                    if (reader.zxid() == zxid) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
