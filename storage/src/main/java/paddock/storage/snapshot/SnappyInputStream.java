package paddock.storage.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Unpacks what [SnappyOutputStream] or the well-known Java library wrote.
final class SnappyInputStream extends InputStream {
    // Other writers may choose larger blocks than ours, but not hostile ones.
    private static final int MAX_BLOCK_BYTES = 64 << 20;

    private final InputStream in;
    private byte[] packed = new byte[SnappyBlock.maxPackedBytes(SnappyBlock.MAX_INPUT_BYTES)];
    private byte[] plain = new byte[SnappyBlock.MAX_INPUT_BYTES];
    private int position;
    private int count;

    SnappyInputStream(InputStream in) throws IOException {
        this.in = in;
        byte[] header = in.readNBytes(16);
        if (header.length < 16 || ByteBuffer.wrap(header).getLong() != SnappyOutputStream.MAGIC) {
            throw new IOException("not a snappy stream");
        }
        int compatible = ByteBuffer.wrap(header).getInt(12);
        if (compatible > SnappyOutputStream.VERSION) {
            throw new IOException("a snappy stream that needs version " + compatible);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, count - position);
        System.arraycopy(plain, position, bytes, offset, part);
        position += part;
        return part;
    }

    private boolean fill() throws IOException {
        while (position == count) {
            byte[] prefix = in.readNBytes(4);
            if (prefix.length == 0) {
                return false;
            }
            int length = prefix.length < 4 ? -1 : ByteBuffer.wrap(prefix).getInt();
            if (length <= 0 || length > MAX_BLOCK_BYTES) {
                throw new IOException("a snappy block of " + length + " bytes");
            }
            if (length > packed.length) {
                packed = new byte[length];
            }
            if (in.readNBytes(packed, 0, length) < length) {
                throw new IOException("the file ends inside a snappy block");
            }
            count = SnappyBlock.unpackedBytes(packed, length);
            position = 0;
            if (count > MAX_BLOCK_BYTES) {
                throw new IOException("a snappy block that unpacks to " + count + " bytes");
            }
            if (count > plain.length) {
                plain = new byte[count];
            }
            SnappyBlock.unpack(packed, length, plain);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
