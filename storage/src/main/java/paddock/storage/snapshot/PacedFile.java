package paddock.storage.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/// A new file, written in pieces, at a bounded pace, and forced now and then so that the disk never
/// owes more than a few pieces: a force of the log then has little to wait for.
final class PacedFile extends OutputStream {
    private static final int FORCE_EVERY_BYTES = 8 << 20;

    private final FileChannel channel;
    private final long bytesPerSecond;
    private final long startNanos = System.nanoTime();
    private final byte[] one = new byte[1];
    private long written;
    private long forced;

    PacedFile(FileChannel channel, long bytesPerSecond) {
        this.channel = channel;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void write(int value) throws IOException {
        one[0] = (byte) value;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, length);
        while (piece.hasRemaining()) {
            written += channel.write(piece);
        }
        if (bytesPerSecond > 0) {
            if (written - forced >= FORCE_EVERY_BYTES) {
                channel.force(false);
                forced = written;
            }
            waitForItsTime();
        }
    }

    private void waitForItsTime() {
        double dueNanos = written * 1e9 / bytesPerSecond;
        long wait = (long) dueNanos - (System.nanoTime() - startNanos);
        // An interrupt ends the wait, and the next write on the channel fails for it.
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, wait);
            wait = (long) dueNanos - (System.nanoTime() - startNanos);
        }
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
