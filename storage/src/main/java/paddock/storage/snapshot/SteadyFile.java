package paddock.storage.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A new file that is forced as it grows, so that the disk never owes more than a piece of it.
///
/// Forced once at its end, a large file keeps the disk busy for as long as all of it takes, and
/// every force of the log in that time waits behind it.
final class SteadyFile extends OutputStream {
    static final int FORCE_EVERY_BYTES = 1 << 20;

    private final FileChannel channel;
    private final boolean durable;
    private final byte[] one = new byte[1];
    private int unforced;

    /// @param durable whether the file is to be forced at all
    SteadyFile(FileChannel channel, boolean durable) {
        this.channel = channel;
        this.durable = durable;
    }

    @Override
    public void write(int value) throws IOException {
        one[0] = (byte) value;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        int end = left.limit();
        while (left.position() < end) {
            left.limit(Math.min(end, left.position() + FORCE_EVERY_BYTES - unforced));
            while (left.hasRemaining()) {
                unforced += channel.write(left);
            }
            if (unforced == FORCE_EVERY_BYTES) {
                forceContent();
            }
        }
    }

    private void forceContent() throws IOException {
        if (durable) {
            channel.force(false);
        }
        unforced = 0;
    }

    /// Ends the file: when this returns, the disk holds it if it is to be durable.
    void finish() throws IOException {
        if (durable) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
