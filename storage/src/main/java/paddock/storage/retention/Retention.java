package paddock.storage.retention;

import paddock.storage.FileAccessException;
import paddock.storage.folder.StoreFile;
import paddock.storage.snapshot.SnapshotFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds and removes files that are not needed any more.
public final class Retention {
    /// The fewest snapshots that may be kept.
    public static final int MIN_SNAPSHOTS = 3;

    private Retention() {}

    /// The files that can go: logs, then snapshots, each newest first.
    ///
    /// @param snapshotsKept how many of the newest snapshots stay; at least [#MIN_SNAPSHOTS]
    public static List<Path> obsolete(Path logs, Path snapshots, int snapshotsKept) {
        if (snapshotsKept < MIN_SNAPSHOTS) {
            throw new IllegalArgumentException(
                    "count should be greater than or equal to " + MIN_SNAPSHOTS);
        }
        List<StoreFile> kept = SnapshotFiles.candidates(snapshots, snapshotsKept);
        if (kept.isEmpty()) {
            return List.of();
        }
        long oldestKept = kept.getLast().zxid();
        List<StoreFile> logFiles = StoreFile.logs(logs);
        // The last log that began before the snapshot may hold what came after it.
        long neededFrom = Long.MIN_VALUE;
        for (StoreFile log : logFiles) {
            if (log.zxid() <= oldestKept) {
                neededFrom = log.zxid();
            }
        }
        List<Path> obsolete = new ArrayList<>();
        for (StoreFile log : logFiles.reversed()) {
            if (log.zxid() < neededFrom) {
                obsolete.add(log.path());
            }
        }
        for (StoreFile snapshot : StoreFile.snapshots(snapshots)) {
            if (snapshot.zxid() < oldestKept) {
                obsolete.add(snapshot.path());
            }
        }
        return obsolete;
    }

    /// Removes what can go, and returns it.
    public static List<Path> purge(Path logs, Path snapshots, int snapshotsKept) {
        List<Path> obsolete = obsolete(logs, snapshots, snapshotsKept);
        // Oldest first, so that a crash in between leaves no gap behind.
        for (Path file : obsolete.reversed()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new FileAccessException("delete", file, e);
            }
        }
        return obsolete;
    }
}
