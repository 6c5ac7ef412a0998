package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.Folders;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogReader;
import paddock.storage.log.LogTruncation;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.wire.ensemble.Zxid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/// Makes a server forget what its leader does not have, or has replaced.
///
/// No log file may be open for writing, as [LogTruncation] says, and no snapshot be on its way to
/// the disk. Everything is durable when a method returns; a crash before leaves a state that
/// recovers to what was there before, or to a part of it that the leader has.
public final class Truncation {
    private Truncation() {}

    /// Removes all transactions after `zxid` from logs and snapshots, for a leader's TRUNC.
    ///
    /// @return false where the files do not lead to `zxid`; nothing was changed then
    /// @throws paddock.storage.log.CorruptLogException when the log is damaged
    public static boolean after(DataFolder folder, long zxid) {
        if (!leadsTo(folder, zxid)) {
            return false;
        }
        everythingAfter(folder, zxid);
        return true;
    }

    private static boolean leadsTo(DataFolder folder, long zxid) {
        StoreFile base = newestUpTo(folder.snapshots(), zxid);
        if (base == null) {
            return false;
        }
        if (base.zxid() == zxid) {
            return true;
        }
        try (LogReader log = new LogReader(folder.logs(), base.zxid() + 1)) {
            while (log.next()) {
                if (log.lastReadZxid() >= zxid) {
                    // An epoch begins with a zxid that no transaction has.
                    return log.lastReadZxid() == zxid
                            || (Zxid.isBeginOfEpoch(zxid) && log.lastReadZxid() == zxid + 1);
                }
            }
        }
        return false;
    }

    private static @Nullable StoreFile newestUpTo(Path folder, long zxid) {
        List<StoreFile> all = SnapshotFiles.candidates(folder, Integer.MAX_VALUE);
        return all.stream().filter(file -> file.zxid() <= zxid).findFirst().orElse(null);
    }

    /// Removes all transactions after `zxid` from logs and snapshots, whether that one is there or
    /// not. To be called before a snapshot that came from a leader is written: what stands behind
    /// it in the log would be taken for its continuation.
    public static void everythingAfter(DataFolder folder, long zxid) {
        // As long as the log is whole, the older snapshots lead to the same state.
        deleteSnapshots(folder.snapshots(), each -> each > zxid);
        LogTruncation.everythingAfter(folder.logs(), zxid);
    }

    /// Removes all snapshots before `zxid`, of which there is one, and all log files that begin
    /// before or with it. To be called after a snapshot that came from a leader was written:
    /// between the older files and it transactions may be missing, and nobody could tell where.
    public static void everythingBefore(DataFolder folder, long zxid) {
        StoreFile newest = newestUpTo(folder.snapshots(), zxid);
        if (newest == null || newest.zxid() != zxid) {
            throw new IllegalStateException(
                    "%s holds no snapshot of zxid 0x%x".formatted(folder.snapshots(), zxid));
        }
        deleteSnapshots(folder.snapshots(), each -> each < zxid);
        LogTruncation.filesUpTo(folder.logs(), zxid);
    }

    private static void deleteSnapshots(Path folder, LongPredicate which) {
        Path last = folder;
        try {
            for (StoreFile file : StoreFile.snapshots(folder)) {
                if (which.test(file.zxid())) {
                    last = file.path();
                    Files.deleteIfExists(last);
                }
            }
            Folders.force(folder);
        } catch (IOException e) {
            throw new FileAccessException("delete", last, e);
        }
    }
}
