package paddock.server.front;

import io.netty.buffer.ByteBuf;

import java.nio.ByteBuffer;

/// The bytes of a connection that were not handled yet.
///
/// While a batch is handled they stand in a buffer that all connections of a loop share; what is
/// left afterwards, typically the beginning of a frame, moves to an array of the connection's own.
/// That one grows with the bytes that really arrived, never by what a length prefix promises.
final class FrameBuffer {
    private static final byte[] NONE = {};

    /// What a connection may hold without being counted.
    static final int KEEP_BYTES = 4096;

    private byte[] own = NONE;
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

    /// The memory it keeps for the connection between batches.
    int held() {
        return own.length;
    }

    /// Takes all bytes of `source`, in `shared` if there is room.
    void append(ByteBuf source, byte[] shared) {
        int count = source.readableBytes();
        int total = size() + count;
        byte[] target = total <= shared.length ? shared : own;
        if (total > target.length) {
            target = new byte[Math.max(total, Math.min(2 * size(), frameBytes()))];
            own = target;
        }
        // A plain move where the bytes stand in the target already.
        System.arraycopy(bytes, start, target, 0, size());
        source.readBytes(target, total - count, count);
        bytes = target;
        start = 0;
        end = total;
    }

    /// What the first frame will take in all, as far as its length has arrived: an array that grows
    /// needs no more than that.
    private int frameBytes() {
        if (size() < Integer.BYTES) {
            return 0;
        }
        int length = ByteBuffer.wrap(bytes, start, Integer.BYTES).getInt();
        return length < 0 ? 0 : length + Integer.BYTES;
    }

    void consume(int count) {
        start += count;
    }

    /// Leaves the shared buffer, and gives back what held more than the first frame needs: large
    /// frames of the past, or the end of one with the beginning of the next.
    @SuppressWarnings("ReferenceEquality") // which of the two arrays, not what is in them
    void settle() {
        int left = size();
        int needed = Math.max(KEEP_BYTES, Math.max(left, frameBytes()));
        if (own.length > needed) {
            own = NONE;
        }
        if (left == 0) {
            bytes = NONE;
        } else if (bytes != own) {
            if (left > own.length) {
                own = new byte[left];
            }
            System.arraycopy(bytes, start, own, 0, left);
            bytes = own;
        } else {
            return;
        }
        start = 0;
        end = left;
    }
}
