package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The bytes of a log file, from front to back.
///
/// A log that was written past the page cache is not there when it is read after a crash. Reading
/// it by way of the cache would fill that with pages, a hole's of zeroes among them, which nobody
/// looks at again, which was a tenth of a start. So it is read past the cache as well, if the
/// beginning of the file is not there.
final class LogBytes implements AutoCloseable {
    private static final int DIRECT_BYTES = 1 << 20;

    private final FileChannel channel;

    /// What was read ahead in whole blocks; null where the page cache does that.
    private final @Nullable ByteBuffer blocks;

    private final int blockBytes;
    private long position;

    private LogBytes(FileChannel channel, int blockBytes) {
        this.channel = channel;
        this.blockBytes = blockBytes;
        blocks = blockBytes == 1 ? null : emptyBlocks(blockBytes);
    }

    private static ByteBuffer emptyBlocks(int blockBytes) {
        return ByteBuffer.allocateDirect(DIRECT_BYTES + blockBytes)
                .alignedSlice(blockBytes)
                .limit(0);
    }

    /// Opens a file.
    ///
    /// @param direct whether it may be read past the page cache
    static LogBytes open(Path file, boolean direct) throws IOException {
        LogBytes past = direct ? openDirect(file) : null;
        if (past != null) {
            if (!isCached(file)) {
                return past;
            }
            past.close();
        }
        return new LogBytes(FileChannel.open(file, StandardOpenOption.READ), 1);
    }

    /// Opens a file past the page cache; null where that cannot be.
    static @Nullable LogBytes openDirect(Path file) {
        LogFile past = LogFile.openDirect(file, StandardOpenOption.READ);
        return past == null ? null : new LogBytes(past.channel(), past.blockBytes());
    }

    private static boolean isCached(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long bytes = Math.min(channel.size(), DIRECT_BYTES);
            return bytes == 0
                    || channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena).isLoaded();
        } catch (UnsupportedOperationException e) {
            // A file system of somebody's own, which has no part in the page cache.
            return false;
        }
    }

    /// Goes on at another place.
    void position(long newPosition) {
        position = newPosition;
        if (blocks != null) {
            blocks.limit(0);
        }
    }

    /// Reads at most `length` bytes.
    ///
    /// @return how many, or -1 at the end of the file as it is now
    int read(byte[] into, int offset, int length) throws IOException {
        int read =
                blocks == null
                        ? readCached(into, offset, length)
                        : copy(blocks, into, offset, length);
        position += Math.max(read, 0);
        return read;
    }

    private int readCached(byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, length), position);
    }

    private int copy(ByteBuffer from, byte[] into, int offset, int length) throws IOException {
        if (!from.hasRemaining()) {
            int ahead = (int) (position % blockBytes);
            from.clear();
            int read = channel.read(from, position - ahead);
            from.limit(Math.max(read, ahead)).position(ahead);
            if (!from.hasRemaining()) {
                return -1;
            }
        }
        int count = Math.min(length, from.remaining());
        from.get(into, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
