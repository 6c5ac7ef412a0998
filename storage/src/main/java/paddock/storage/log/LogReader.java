package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.storage.folder.StoreFile;
import paddock.wire.txn.LoggedTxn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads the transactions of a whole log from some zxid on, over the borders of its files.
///
/// Within an epoch zxids follow each other without a gap: where one is missing, a file is missing
/// or was cut, and reading on would silently lose what was acknowledged.
public final class LogReader implements AutoCloseable {
    private static final int COUNTER_BITS = 32;

    private final List<Path> files;
    private final int maxTxnBytes;
    private final boolean complete;
    private final boolean direct;
    private final LogIndex.@Nullable Place start;
    private final long from;
    private final List<LogEnd.Torn> torn = new ArrayList<>();
    private @Nullable LogEnd lastEnd;
    private int nextFile;
    private @Nullable LogFileReader reader;
    private long lastReadZxid;
    private long previousZxid;
    private long skipped;

    /// Reads from the first transaction that is `from` or later. That one must be `from` itself or
    /// begin another epoch; only for 0, all there is, it may be any.
    public LogReader(Path folder, long from) {
        this(folder, from, LogFileReader.DEFAULT_MAX_TXN_BYTES);
    }

    /// The same, for transactions of at most `maxTxnBytes`.
    public LogReader(Path folder, long from, int maxTxnBytes) {
        this(folder, from, maxTxnBytes, false);
    }

    /// The same.
    ///
    /// @param direct whether files may be read past the page cache, see [LogSettings#direct]
    public LogReader(Path folder, long from, int maxTxnBytes, boolean direct) {
        this(filesFrom(StoreFile.logs(folder), from), from, maxTxnBytes, true, null, direct);
    }

    /// Reads only these files.
    ///
    /// @param complete whether nobody writes to them any more, so that their ends can be judged
    /// @param start where in the first file to begin, at or before `from`; null to look for that
    LogReader(
            List<StoreFile> files,
            long from,
            int maxTxnBytes,
            boolean complete,
            LogIndex.@Nullable Place start,
            boolean direct) {
        this.direct = direct;
        this.start = start;
        this.complete = complete;
        this.from = from;
        this.lastReadZxid = from - 1;
        this.previousZxid = from - 1;
        this.maxTxnBytes = maxTxnBytes;
        this.files = files.stream().map(StoreFile::path).toList();
    }

    /// All files that begin at or after `from`, and the one that may hold it.
    static List<StoreFile> filesFrom(List<StoreFile> logs, long from) {
        int first = 0;
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).zxid() <= from) {
                first = i;
            }
        }
        return logs.subList(first, logs.size());
    }

    /// Moves on to the next transaction without decoding it; [#current] holds its bytes.
    ///
    /// @return whether there is one
    public boolean next() {
        while (true) {
            LogFileReader open = reader;
            if (open == null) {
                if (!openNext()) {
                    return false;
                }
                continue;
            }
            if (!open.next()) {
                leave(open);
                continue;
            }
            long zxid = open.zxid();
            if (zxid <= lastReadZxid) {
                // Before `from`, or written again by a server that had not seen the end of the last
                // file: what was read first is what was applied.
                skipped += zxid >= from ? 1 : 0;
                continue;
            }
            checkOrder(open, zxid);
            previousZxid = lastReadZxid;
            lastReadZxid = zxid;
            return true;
        }
    }

    /// Moves on and decodes; null at the end.
    public @Nullable LoggedTxn nextTxn() {
        while (next()) {
            LoggedTxn txn = current().txn();
            if (txn != null) {
                return txn;
            }
            // It ended the file after all.
            lastReadZxid = previousZxid;
        }
        return null;
    }

    private void checkOrder(LogFileReader open, long zxid) {
        boolean sameEpoch = zxid >>> COUNTER_BITS == lastReadZxid >>> COUNTER_BITS;
        if (sameEpoch && zxid != lastReadZxid + 1) {
            throw new CorruptLogException(
                    open.file(),
                    open.recordOffset(),
                    "zxid 0x%x follows 0x%x: transactions in between are missing%s"
                            .formatted(zxid, lastReadZxid, tornBefore()));
        }
    }

    private String tornBefore() {
        return torn.isEmpty()
                ? ""
                : " (%s was cut at offset %d: %s)"
                        .formatted(
                                torn.getLast().file(),
                                torn.getLast().offset(),
                                torn.getLast().reason());
    }

    private boolean openNext() {
        if (nextFile == files.size()) {
            return false;
        }
        Path file = files.get(nextFile);
        nextFile++;
        if (nextFile == files.size() && isBlank(file)) {
            // Its creator died before the header was written or forced, or is just about to write
            // it.
            torn.add(new LogEnd.Torn(file, 0, "an empty file"));
            return false;
        }
        LogFileReader open = new LogFileReader(file, maxTxnBytes, direct);
        if (nextFile == 1 && start != null) {
            open.startAt(start.offset());
        }
        reader = open;
        return true;
    }

    private void leave(LogFileReader open) {
        LogEnd end = open.end();
        lastEnd = end;
        if (end instanceof LogEnd.Torn tail) {
            checkNothingFollows(tail);
            torn.add(tail);
        } else if (end != null && nextFile == files.size()) {
            long stray = open.firstByteBehindPadding();
            if (stray >= 0) {
                LogEnd.Torn tail =
                        new LogEnd.Torn(
                                open.file(),
                                end.offset(),
                                "zeroes, with other bytes from offset " + stray + " on");
                checkNothingFollows(tail);
                torn.add(tail);
            }
        }
        open.close();
        reader = null;
    }

    private void checkNothingFollows(LogEnd.Torn tail) {
        if (!complete) {
            return;
        }
        RecordSearch.Found behind =
                RecordSearch.behind(tail.file(), tail.offset(), lastReadZxid, maxTxnBytes);
        if (behind != null) {
            throw new CorruptLogException(
                    tail.file(),
                    tail.offset(),
                    "%s, but whole transactions follow from offset %d, zxid 0x%x, on; this is no end"
                                    .formatted(tail.reason(), behind.offset(), behind.zxid())
                            + " that a crash leaves");
        }
    }

    /// The file reader that stands on the current transaction; valid after [#next] returned true.
    public LogFileReader current() {
        if (reader == null) {
            throw new IllegalStateException("next() has not returned true");
        }
        return reader;
    }

    /// The zxid last read, or the one before the first asked for.
    public long lastReadZxid() {
        return lastReadZxid;
    }

    /// The tails that were cut so far, oldest first.
    public List<LogEnd.Torn> torn() {
        return List.copyOf(torn);
    }

    /// Where the last file that was read ends; null before.
    public @Nullable LogEnd lastEnd() {
        return lastEnd;
    }

    /// Records passed over because their zxid had been read before.
    public long skippedDuplicates() {
        return skipped;
    }

    /// Whether there is nothing in a file but zeroes.
    private static boolean isBlank(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            while (channel.read(piece.clear()) > 0) {
                for (piece.flip(); piece.hasRemaining(); ) {
                    if (piece.get() != 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
