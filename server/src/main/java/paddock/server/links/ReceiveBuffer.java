package paddock.server.links;

import io.netty.buffer.ByteBuf;

import paddock.wire.jute.JuteReader;

/// The bytes of one link that arrived and were not taken yet. It grows with what really arrived,
/// never by what a length promises.
final class ReceiveBuffer {
    private static final int KEEP_BYTES = 256 * 1024;
    private static final byte[] NONE = {};

    private final JuteReader reader;
    private byte[] bytes = NONE;
    private int start;
    private int end;

    /// @param maxFieldBytes the longest string or buffer that [#reader] accepts
    ReceiveBuffer(int maxFieldBytes) {
        reader = new JuteReader(maxFieldBytes);
    }

    /// Takes all of `source`.
    void append(ByteBuf source) {
        int count = source.readableBytes();
        int size = size();
        if (size + count > bytes.length) {
            byte[] larger = new byte[Math.max(size + count, 2 * size)];
            System.arraycopy(bytes, start, larger, 0, size);
            bytes = larger;
            start = 0;
            end = size;
        } else if (end + count > bytes.length) {
            System.arraycopy(bytes, start, bytes, 0, size);
            start = 0;
            end = size;
        }
        source.readBytes(bytes, end, count);
        end += count;
    }

    int size() {
        return end - start;
    }

    byte[] array() {
        return bytes;
    }

    int start() {
        return start;
    }

    /// A reader at the first byte; good until the next call of a method here.
    JuteReader reader() {
        return reader(size());
    }

    /// A reader of the first `count` bytes; good until the next call of a method here.
    JuteReader reader(int count) {
        return reader.reset(bytes, start, count);
    }

    void consume(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /// Gives memory back that one large packet needed.
    void settle() {
        if (start == end && bytes.length > KEEP_BYTES) {
            bytes = NONE;
        }
    }
}
