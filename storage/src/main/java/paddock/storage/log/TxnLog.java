package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import paddock.storage.folder.Folders;
import paddock.storage.folder.StoreFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.Adler32;

/// The log being written.
///
/// Used by one thread. [#append] gathers, [#force] makes durable; a caller acknowledges only what a
/// force has covered. After the first failure every call fails, see the package's story.
public final class TxnLog implements AutoCloseable {
    /// Opens a new file for writing; another one than the usual only to make disks fail in tests.
    interface Opener {
        LogFile open(Path file) throws IOException;
    }

    /// The most that is ever written and not forced: as much, and one transaction. What a failed
    /// force took away lies within so many bytes of the log's end.
    public static final int MAX_UNFORCED_BYTES = 4 << 20;

    // Room the reference keeps between its last byte and the end of the file.
    private static final int MARGIN_BYTES = 4096;

    // Preallocation alone leaves a hole, and each force still has blocks to assign. Zeroes written
    // ahead move that work into one force of many: docs/decisions/0003-log-preallocation.md.
    private static final int ZERO_AHEAD_BYTES = 256 << 10;

    private static final ByteBuffer ZEROES = alignedBuffer(ZERO_AHEAD_BYTES + MARGIN_BYTES);

    private final Path folder;
    private final LogSettings settings;
    private final LogListener listener;
    private final Opener opener;

    /// What is to be written next. Begins at a block of the file, so first comes what was written
    /// of that block before.
    private final ByteBuffer buffer;

    private final ByteBuffer zeroes;
    private final Adler32 adler = new Adler32();
    private final LogIndex index = new LogIndex();

    private @Nullable FileChannel channel;
    private Path file;
    private int block = 1;
    private long position; // in the file, of what comes next
    private long size; // of the file, preallocation included
    private long zeroedUpTo;
    private long forcedUpTo;
    private long nextIndexed; // from this position on the next record goes into the index
    private long lastAppendedZxid;
    private @Nullable LogFailedException failure;

    /// A log that begins its first file in `folder` with the first transaction.
    public TxnLog(Path folder, LogSettings settings, LogListener listener) {
        this(folder, settings, listener, file -> LogFile.create(file, settings));
    }

    TxnLog(Path folder, LogSettings settings, LogListener listener, Opener opener) {
        this.folder = folder;
        this.settings = settings;
        this.listener = listener;
        this.opener = opener;
        this.file = folder;
        // A block that is written again takes none of the room for what is new.
        this.buffer = alignedBuffer(settings.bufferBytes() + LogFile.MAX_BLOCK_BYTES);
        this.zeroes = ZEROES.duplicate();
    }

    /// At least so large, and a whole number of blocks.
    private static ByteBuffer alignedBuffer(int bytes) {
        int unit = LogFile.MAX_BLOCK_BYTES;
        return ByteBuffer.allocateDirect((int) roundUp(bytes, unit) + unit).alignedSlice(unit);
    }

    private static long roundUp(long bytes, int unit) {
        return (bytes + unit - 1) & -unit;
    }

    /// Adds a serialised transaction: header, body and digest.
    ///
    /// @param zxid the one in the header; above all zxids appended before
    /// @throws LogFailedException when the disk refuses, now or earlier
    public void append(long zxid, byte[] txn, int offset, int length) {
        checkUsable();
        if (zxid <= lastAppendedZxid) {
            throw new IllegalArgumentException(
                    "zxid 0x%x after 0x%x".formatted(zxid, lastAppendedZxid));
        }
        if (length <= 0) {
            throw new IllegalArgumentException("a transaction of " + length + " bytes");
        }
        try {
            if (channel == null) {
                begin(zxid);
            }
            if (settings.force() && fileBytes() - forcedUpTo > MAX_UNFORCED_BYTES) {
                forceDirty();
            }
            preallocate();
            long start = fileBytes();
            if (start >= nextIndexed) {
                index.add(zxid, file, start);
                nextIndexed = start + LogIndex.STEP_BYTES;
            }
            adler.reset();
            adler.update(txn, offset, length);
            if (buffer.remaining() < LogFormat.PREFIX_BYTES + length + 1) {
                write();
            }
            buffer.putLong(adler.getValue());
            buffer.putInt(length);
            put(txn, offset, length);
            buffer.put(LogFormat.END_OF_RECORD);
        } catch (IOException e) {
            throw fail("write to", e);
        }
        lastAppendedZxid = zxid;
    }

    // Leaves room for at least one more byte.
    private void put(byte[] txn, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left >= buffer.remaining()) {
            int part = Math.min(left, buffer.remaining());
            buffer.put(txn, from, part);
            from += part;
            left -= part;
            write();
        }
        buffer.put(txn, from, left);
    }

    /// Makes everything appended so far durable, or throws. Then leaves the file for a new one if
    /// it has outgrown the limit.
    public void force() {
        checkUsable();
        if (channel == null) {
            return;
        }
        forceDirty();
        if (settings.fileLimitBytes() > 0 && position > settings.fileLimitBytes()) {
            closeFile();
        }
    }

    private void forceDirty() {
        try {
            write();
        } catch (IOException e) {
            throw fail("write to", e);
        }
        long bytes = position - forcedUpTo;
        if (bytes == 0 || channel == null) {
            return;
        }
        if (settings.force()) {
            long start = System.nanoTime();
            try {
                channel.force(false);
            } catch (IOException e) {
                throw fail("force", e);
            }
            listener.forced(file, bytes, System.nanoTime() - start);
        }
        forcedUpTo = position;
        index.reaches(file, position);
    }

    /// Forces what there is and begins a new file with the next transaction.
    public void roll() {
        checkUsable();
        if (channel != null) {
            forceDirty();
            closeFile();
        }
    }

    /// The log was changed by others and ends with this transaction now; no file is open.
    public void continueAfter(long zxid) {
        if (channel != null) {
            throw new IllegalStateException(file + " is open");
        }
        lastAppendedZxid = zxid;
        index.forgetAfter(zxid);
    }

    /// Where in the log transactions are that this object wrote.
    public LogIndex index() {
        return index;
    }

    /// The last transaction appended, forced or not; 0 before the first.
    public long lastAppendedZxid() {
        return lastAppendedZxid;
    }

    /// Bytes in the current file, without preallocated ones; 0 between files.
    public long fileBytes() {
        return channel == null ? 0 : position + buffer.position() - rewritten();
    }

    private void begin(long zxid) throws IOException {
        file = StoreFile.log(folder, zxid);
        LogFile opened = opener.open(file);
        channel = opened.channel();
        block = opened.blockBytes();
        buffer.clear();
        position = 0;
        size = 0;
        zeroedUpTo = 0;
        forcedUpTo = 0;
        nextIndexed = LogIndex.STEP_BYTES;
        buffer.putInt(LogFormat.MAGIC);
        buffer.putInt(LogFormat.VERSION);
        buffer.putLong(LogFormat.DBID);
        write();
        if (settings.force()) {
            // Before anything else: a file that has records and no header would be damage.
            channel.force(true);
            Folders.force(folder);
        }
        listener.opened(file);
    }

    private void preallocate() throws IOException {
        long step = settings.preallocateBytes();
        if (step == 0 || position + MARGIN_BYTES < size) {
            return;
        }
        long wanted = position > size ? (position + step) / step * step : size + step;
        zeroes.clear().limit(block);
        writeFully(zeroes, roundUp(wanted, block) - block);
        FileChannel open = channel;
        if (block > 1 && open != null) {
            open.truncate(wanted);
        }
        size = wanted;
    }

    // Writes what was gathered, to the end of its last block, and zeroes after it where the file
    // has not been written yet.
    private void write() throws IOException {
        int gathered = buffer.position();
        if (gathered == rewritten()) {
            return;
        }
        long from = position - rewritten();
        int toBlockEnd = (int) roundUp(gathered, block) - gathered;
        buffer.put(zeroes.clear().limit(toBlockEnd)).flip();
        writeFully(buffer, from);
        long end = from + buffer.position();
        position = from + gathered;
        size = Math.max(size, position);

        buffer.limit(gathered).position(gathered - rewritten());
        buffer.compact();

        if (end > zeroedUpTo && settings.force()) {
            long ahead = Math.min(size & -block, (end + ZERO_AHEAD_BYTES) & -MARGIN_BYTES);
            zeroes.clear().limit((int) Math.max(0, ahead - end));
            writeFully(zeroes, end);
            zeroedUpTo = ahead;
        }
    }

    // Bytes at the beginning of the buffer that are in the file already.
    private int rewritten() {
        return (int) position & (block - 1);
    }

    private void writeFully(ByteBuffer source, long at) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        long to = at;
        while (source.hasRemaining()) {
            to += open.write(source, to);
        }
    }

    private void checkUsable() {
        if (failure != null) {
            throw failure;
        }
    }

    private LogFailedException fail(String what, IOException cause) {
        LogFailedException exception = new LogFailedException(what, file, cause);
        failure = exception;
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            // After a failed force the system may believe that it wrote what it did not, and would
            // show it to the next process until the power fails. So it is taken out again.
            try (open) {
                open.truncate(forcedUpTo);
            } catch (IOException e) {
                exception.addSuppressed(e);
            }
        }
        return exception;
    }

    private void closeFile() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try (open) {
                if (roundUp(position, block) > size) {
                    open.truncate(size);
                }
            } catch (IOException e) {
                throw fail("close", e);
            }
        }
    }

    /// Makes durable what was appended and lets go of the file; a log that failed has done so.
    @Override
    public void close() {
        if (failure == null) {
            roll();
        }
    }
}
