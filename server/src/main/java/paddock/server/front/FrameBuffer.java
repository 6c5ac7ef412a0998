package paddock.server.front;

import io.netty.buffer.ByteBuf;

/// The bytes of a connection that are not a whole frame yet.
///
/// Grows with the bytes that really arrived, never by what a length prefix promises.
final class FrameBuffer {
    private static final byte[] NONE = {};
    private static final int KEEP_BYTES = 4096;

    private byte[] bytes = NONE;
    private int start;
    private int end;

    byte[] array() {
        return bytes;
    }

    int start() {
        return start;
    }

    int size() {
        return end - start;
    }

    /// Takes all bytes of `source`.
    void append(ByteBuf source) {
        int count = source.readableBytes();
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (end + count > bytes.length) {
            int needed = size() + count;
            byte[] target = needed > bytes.length ? new byte[Math.max(needed, 2 * size())] : bytes;
            System.arraycopy(bytes, start, target, 0, size());
            bytes = target;
            end -= start;
            start = 0;
        }
        source.readBytes(bytes, end, count);
        end += count;
    }

    void consume(int count) {
        start += count;
    }

    /// Gives memory back that one large frame needed.
    void shrink() {
        if (start == end && bytes.length > KEEP_BYTES) {
            bytes = NONE;
            start = 0;
            end = 0;
        }
    }
}
