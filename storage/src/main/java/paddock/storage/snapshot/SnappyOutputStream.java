package paddock.storage.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Packs what is written into Snappy blocks: an eight-byte magic, version, compatible version, then
/// each block after its length.
final class SnappyOutputStream extends OutputStream {
    /// What such a stream begins with.
    static final long MAGIC = 0x82534e4150505900L;

    static final int VERSION = 1;

    private final OutputStream out;
    private final SnappyBlock block = new SnappyBlock();
    private final byte[] plain = new byte[SnappyBlock.MAX_INPUT_BYTES];
    private final byte[] packed = new byte[SnappyBlock.maxPackedBytes(plain.length)];
    private int count;

    SnappyOutputStream(OutputStream out) throws IOException {
        this.out = out;
        out.write(ByteBuffer.allocate(16).putLong(MAGIC).putInt(VERSION).putInt(VERSION).array());
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, plain.length - count);
            System.arraycopy(bytes, from, plain, count, part);
            count += part;
            from += part;
            left -= part;
            if (count == plain.length) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        if (count > 0) {
            int length = block.pack(plain, 0, count, packed);
            out.write(ByteBuffer.allocate(4).putInt(length).array());
            out.write(packed, 0, length);
            count = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        writeBlock();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            writeBlock();
        }
    }
}
