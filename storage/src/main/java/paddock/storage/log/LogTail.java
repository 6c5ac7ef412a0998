package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.storage.StorageException;
import paddock.storage.folder.StoreFile;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.txn.UnknownTxnTypeException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The end of a log that may still be written, from some transaction on: what a leader sends to a
/// learner that lags behind its memory.
///
/// The reader may be on another thread than the writer. It never looks behind the last transaction
/// it was told to be durable, and files may be purged under it.
///
/// A log can have gaps, where a snapshot came from a leader, and a learner must not be sent what
/// stands on both sides of one. Inside an epoch the zxids show them; between epochs a snapshot does
/// that is newer than the transaction before and older than the one behind. Whatever is wrong with
/// the log, the tail ends before it, and [#problem] says why: sooner or later there is a snapshot
/// to send instead.
public final class LogTail implements AutoCloseable {
    private final LogReader reader;
    private final List<StoreFile> snapshots;
    private final long durableZxid;
    private final long bytes;
    private long lastZxid;
    private boolean ended;
    private @Nullable String problem;

    private LogTail(
            LogReader reader, List<StoreFile> snapshots, long from, long durableZxid, long bytes) {
        this.reader = reader;
        this.snapshots = snapshots;
        this.lastZxid = from;
        this.durableZxid = durableZxid;
        this.bytes = bytes;
    }

    /// Opens the log from the first transaction on that is `from` or later.
    ///
    /// @param snapshots the folder with the snapshots
    /// @param durableZxid the last transaction that is known to be durable
    /// @param index of the log's writer
    /// @return null where the log begins after `from`, so that something may be missing in between
    public static @Nullable LogTail open(
            Path logs,
            Path snapshots,
            long from,
            long durableZxid,
            int maxTxnBytes,
            LogIndex index) {
        List<StoreFile> files = LogReader.filesFrom(StoreFile.logs(logs), from);
        if (files.isEmpty() || files.getFirst().zxid() > from) {
            return null;
        }
        LogIndex.Place start = index.before(from, files.getFirst().path());
        long passed = start == null ? 0 : start.offset();
        return new LogTail(
                new LogReader(files, from, maxTxnBytes, false, start, false),
                StoreFile.snapshots(snapshots),
                from,
                durableZxid,
                files.stream().mapToLong(file -> sizeOf(file, index)).sum() - passed);
    }

    private static long sizeOf(StoreFile file, LogIndex index) {
        OptionalLong known = index.length(file.path());
        try {
            return known.isPresent() ? known.getAsLong() : Files.size(file.path());
        } catch (IOException e) {
            throw new FileAccessException("read", file.path(), e);
        }
    }

    /// Bytes that would be read at most; with preallocated ones in files that another process
    /// wrote.
    public long bytes() {
        return bytes;
    }

    /// The next transaction, or null at the end.
    public @Nullable EncodedTxn next() {
        // Behind the last durable one there may be half of another.
        if (ended || reader.lastReadZxid() >= durableZxid) {
            return end(null);
        }
        try {
            if (!reader.next()) {
                return end(null);
            }
            long zxid = reader.lastReadZxid();
            if (zxid > durableZxid) {
                return end(null);
            }
            if (isBehindGap(zxid)) {
                return end(
                        "the log has a gap between %s and %s"
                                .formatted(Zxid.text(lastZxid), Zxid.text(zxid)));
            }
            EncodedTxn txn = EncodedTxn.read(reader.current().copy());
            lastZxid = zxid;
            return txn;
        } catch (StorageException e) {
            return end(e.getMessage());
        } catch (MalformedRecordException | UnknownTxnTypeException e) {
            return end(reader.current().file() + ": " + e.getMessage());
        }
    }

    private boolean isBehindGap(long zxid) {
        if (Zxid.epoch(zxid) == Zxid.epoch(lastZxid)) {
            return false; // the reader has seen to it
        }
        return Zxid.counter(zxid) != 1
                || snapshots.stream()
                        .anyMatch(file -> file.zxid() > lastZxid && file.zxid() < zxid);
    }

    private @Nullable EncodedTxn end(@Nullable String why) {
        if (!ended) {
            ended = true;
            problem = why;
        }
        return null;
    }

    /// Why the tail ended before the last durable transaction; null where it has not, or nothing is
    /// wrong.
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public void close() {
        ended = true;
        reader.close();
    }
}
