package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.Folders;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.CorruptLogException;
import paddock.storage.log.LogEnd;
import paddock.storage.log.LogReader;
import paddock.storage.log.TxnLog;
import paddock.storage.recovery.RecoveryReport.DigestVerdict;
import paddock.storage.recovery.RecoveryReport.Origin;
import paddock.storage.snapshot.InvalidSnapshotException;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.storage.snapshot.SnapshotReader;
import paddock.storage.snapshot.SnapshotSummary;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.ensemble.Zxid;
import paddock.wire.txn.LoggedTxn;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Brings a database back from its files. Good for one run.
public final class Recovery {
    private static final int MAX_CANDIDATES = 100;
    private static final int REWRITE_BYTES = 64 << 10;

    private final DataFolder folder;
    private final RecoverySettings settings;
    private final SnapshotWriter writer;
    private final List<String> rejected = new ArrayList<>();

    /// Zxids of rejected snapshots that were not met in the log.
    private final SortedSet<Long> uncovered = new TreeSet<>();

    private final DigestComparison digests;

    /// A recovery from `folder`; `writer` writes the snapshot of an empty database.
    public Recovery(DataFolder folder, RecoverySettings settings, SnapshotWriter writer) {
        this.folder = folder;
        this.settings = settings;
        this.writer = writer;
        this.digests = new DigestComparison(settings.digests());
    }

    /// Restores whatever the folder holds.
    ///
    /// @throws RecoveryFailedException when files are missing
    /// @throws paddock.storage.log.CorruptLogException when the log is damaged
    public RecoveryReport run(Restored restored) {
        long start = System.nanoTime();
        Origin.@Nullable FromSnapshot snapshot = loadNewestSnapshot(restored);
        boolean emptyIsFine = consumeInitializeMarker() || settings.autocreate();
        long loaded = System.nanoTime();
        if (snapshot != null) {
            Replay replay = replayBehind(snapshot, restored);
            long lastZxid = Math.max(snapshot.zxid(), replay.lastZxid());
            checkRejectedAreCovered(snapshot, lastZxid);
            return report(snapshot, lastZxid, replay, loaded - start, System.nanoTime() - loaded);
        }
        if (!StoreFile.logs(folder.logs()).isEmpty()) {
            if (!settings.trustEmpty()) {
                throw new RecoveryFailedException(
                        "No snapshot found, but there are log entries. Something is broken!", null);
            }
            restored.startEmpty();
            digests.startedEmpty();
            Replay replay = replay(restored, 0);
            return report(
                    new Origin.FromLogAlone(),
                    Math.max(0, replay.lastZxid()),
                    replay,
                    0,
                    System.nanoTime() - loaded);
        }
        restored.startEmpty();
        if (!emptyIsFine) {
            return report(new Origin.Unknown(), -1, Replay.NONE, 0, 0);
        }
        // Forced: without it the logs to come would be refused as the remains of something broken.
        Path first = writer.write(restored.freeze(), folder.snapshots(), true);
        return report(new Origin.CreatedEmpty(first), 0, Replay.NONE, 0, 0);
    }

    private Origin.@Nullable FromSnapshot loadNewestSnapshot(Restored restored) {
        SnapshotReader reader = new SnapshotReader(settings.maxTxnBytes());
        RuntimeException last = null;
        for (StoreFile candidate : SnapshotFiles.finished(folder.snapshots(), MAX_CANDIDATES)) {
            try {
                SnapshotFiles.checkLooksWhole(candidate.path());
                SnapshotSummary summary = reader.read(candidate.path(), restored.builder());
                restored.finish(candidate.zxid());
                digests.loaded(candidate.zxid(), summary.digest(), restored);
                return new Origin.FromSnapshot(candidate.path(), candidate.zxid(), summary);
            } catch (InvalidSnapshotException e) {
                reject(candidate, String.valueOf(e.getMessage()));
                last = e;
            } catch (IllegalStateException e) {
                // Only the whole showed the contradiction.
                reject(candidate, candidate.path() + ": " + e.getMessage());
                last = e;
            }
        }
        if (last != null) {
            throw new RecoveryFailedException(
                    "Not able to find valid snapshots in "
                            + folder.snapshots()
                            + ": "
                            + String.join("; ", rejected),
                    last);
        }
        return null;
    }

    private void reject(StoreFile snapshot, String why) {
        rejected.add(why);
        uncovered.add(snapshot.zxid());
    }

    /// Damage must not take back what a snapshot held: the log has to lead there from an older one.
    /// The transaction that a snapshot is named for is in such a log; an epoch's beginning is none.
    private void checkRejectedAreCovered(Origin.FromSnapshot from, long lastZxid) {
        for (long zxid : uncovered) {
            if (zxid > lastZxid || (zxid > from.zxid() && !Zxid.isBeginOfEpoch(zxid))) {
                throw new RecoveryFailedException(
                        "The log does not lead from %s to zxid 0x%x, which a damaged snapshot held: %s"
                                .formatted(from.file(), zxid, String.join("; ", rejected)),
                        null);
            }
        }
    }

    private boolean consumeInitializeMarker() {
        try {
            return Files.deleteIfExists(folder.initializeMarker());
        } catch (IOException e) {
            throw new FileAccessException("delete", folder.initializeMarker(), e);
        }
    }

    private record Replay(long lastZxid, long count, List<LogEnd.Torn> torn, long duplicates) {
        static final Replay NONE = new Replay(-1, 0, List.of(), 0);
    }

    private Replay replayBehind(Origin.FromSnapshot snapshot, Restored restored) {
        try {
            return replay(restored, snapshot.zxid() + 1);
        } catch (CorruptLogException e) {
            if (rejected.isEmpty()) {
                throw e;
            }
            throw new RecoveryFailedException(
                    "%s; a newer snapshot than %s is damaged: %s"
                            .formatted(
                                    e.getMessage(), snapshot.file(), String.join("; ", rejected)),
                    e);
        }
    }

    private Replay replay(Restored restored, long from) {
        long count = 0;
        try (LogReader log =
                new LogReader(folder.logs(), from, settings.maxTxnBytes(), settings.directLog())) {
            for (LoggedTxn txn = log.nextTxn(); txn != null; txn = log.nextTxn()) {
                restored.replay(txn);
                uncovered.remove(txn.header().zxid());
                digests.replayed(txn, restored);
                count++;
            }
            log.torn().forEach(Recovery::deleteIfEmpty);
            LogEnd end = log.lastEnd();
            if (end != null) {
                forceTail(end);
            }
            return new Replay(log.lastReadZxid(), count, log.torn(), log.skippedDuplicates());
        }
    }

    // A file without a header is an end only while it is the last one: the next log would make it
    // damage.
    private static void deleteIfEmpty(LogEnd.Torn torn) {
        try {
            if (torn.offset() == 0) {
                Files.delete(torn.file());
            }
        } catch (IOException e) {
            throw new FileAccessException("delete", torn.file(), e);
        }
    }

    // What a killed process had written may still be on its way to the disk. From here on it counts
    // as history, for which this server votes: a power failure must not take it back.
    //
    // If the last thing that process met was a force that failed, the system may take for written
    // what is not, and a second force alone would not change that. So the end is written again.
    private void forceTail(LogEnd end) {
        Path newest = end.file();
        try {
            try (FileChannel channel =
                    FileChannel.open(newest, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long unforced = (long) TxnLog.MAX_UNFORCED_BYTES + settings.maxTxnBytes();
                long from = Math.max(0, end.offset() - unforced);
                ByteBuffer piece = ByteBuffer.allocate(REWRITE_BYTES);
                for (long at = from; at < end.offset(); at += piece.limit()) {
                    piece.clear().limit((int) Math.min(REWRITE_BYTES, end.offset() - at));
                    readFully(channel, piece, at);
                    writeFully(channel, piece.flip(), at);
                }
                channel.force(true);
            }
            Folders.force(folder.logs());
        } catch (IOException e) {
            throw new FileAccessException("force", newest, e);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long at)
            throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position()) < 0) {
                throw new EOFException("it has become shorter");
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer from, long at)
            throws IOException {
        while (from.hasRemaining()) {
            channel.write(from, at + from.position());
        }
    }

    private RecoveryReport report(
            Origin origin, long lastZxid, Replay replay, long snapshotNanos, long replayNanos) {
        DigestVerdict verdict = digests.verdict();
        return new RecoveryReport(
                origin,
                lastZxid,
                rejected,
                replay.count(),
                replay.torn(),
                replay.duplicates(),
                verdict,
                snapshotNanos,
                replayNanos);
    }
}
