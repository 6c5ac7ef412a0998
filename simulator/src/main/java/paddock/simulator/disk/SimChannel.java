package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// An open file, or a folder opened to be forced.
final class SimChannel extends FileChannel {
    private final SimDisk disk;
    private final Inode inode;
    private final Path path;
    private final boolean writes;
    private long position;

    SimChannel(SimDisk disk, Inode inode, Path path, boolean writes) {
        this.disk = disk;
        this.inode = inode;
        this.path = path;
        this.writes = writes;
    }

    private Content content() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (inode instanceof Content content) {
            return content;
        }
        throw new NonReadableChannelException();
    }

    private Content writable() throws IOException {
        if (!writes) {
            throw new NonWritableChannelException();
        }
        return content();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        Content content = content();
        if (!target.hasRemaining()) {
            return 0;
        }
        int length = (int) Math.min(target.remaining(), Math.max(0, content.size() - at));
        if (length == 0) {
            return -1;
        }
        if (target.hasArray()) {
            int offset = target.arrayOffset() + target.position();
            content.read(at, target.array(), offset, length);
            target.position(target.position() + length);
        } else {
            byte[] bytes = new byte[length];
            content.read(at, bytes, 0, length);
            target.put(bytes);
        }
        return length;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = write(source, position);
        position += written;
        return written;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        Content content = writable();
        if (!source.hasRemaining()) {
            return 0;
        }
        disk.beforeChange("write", path);
        byte[] bytes = new byte[disk.reserve(source.remaining())];
        source.get(bytes);
        content.write(at, bytes);
        return bytes.length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        return content().size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        Content content = writable();
        disk.beforeChange("truncate", path);
        content.truncate(size);
        position = Math.min(position, size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        disk.force(inode, path);
    }

    @Override
    public @Nullable FileLock tryLock(long from, long size, boolean shared) throws IOException {
        if (!content().lock(this)) {
            throw new OverlappingFileLockException();
        }
        return new SimLock(this, from, size, shared);
    }

    private static final class SimLock extends FileLock {
        private final SimChannel holder;

        SimLock(SimChannel holder, long from, long size, boolean shared) {
            super(holder, from, size, shared);
            this.holder = holder;
        }

        @Override
        public boolean isValid() {
            return holder.isOpen()
                    && holder.inode instanceof Content content
                    && content.isLockedBy(holder);
        }

        @Override
        public void release() {
            holder.unlock();
        }
    }

    private void unlock() {
        if (inode instanceof Content content) {
            content.unlock(this);
        }
    }

    /// Closes it for a process that cannot any more.
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void implCloseChannel() {
        unlock();
        disk.closed(this);
    }

    // ---- not needed ----

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }
}
