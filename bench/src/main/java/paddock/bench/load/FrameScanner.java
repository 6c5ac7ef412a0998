package paddock.bench.load;

import java.nio.ByteBuffer;

/// Finds the frames in a stream of bytes, shows the first bytes of each and skips the rest.
///
/// A frame is an int length and that many bytes. The stream arrives in arbitrary pieces; a frame is
/// shown as soon as its first `prefixBytes` (length included) are there, usually in place, without
/// a copy. One scanner serves one direction of one connection.
public final class FrameScanner {
    /// Longer frames are taken for a stream that got out of step.
    static final int MAX_FRAME_BYTES = 1 << 29;

    /// Told of each frame.
    @FunctionalInterface
    public interface Sink {
        /// `bytes` holds the frame's prefix at the absolute index `at`, where the length field
        /// stands; `length` is that field's value. The buffer's position must be left alone.
        void frame(ByteBuffer bytes, int at, int length);
    }

    private final int prefixBytes;
    private final ByteBuffer partial;
    private int toSkip;

    /// A scanner that shows `prefixBytes` of each frame; shorter frames are refused.
    public FrameScanner(int prefixBytes) {
        this.prefixBytes = prefixBytes;
        this.partial = ByteBuffer.allocate(prefixBytes);
    }

    /// Takes all that remains in `in`.
    ///
    /// @throws LoadFailure for a length that no frame has
    public void scan(ByteBuffer in, Sink sink) {
        while (in.hasRemaining()) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, in.remaining());
                in.position(in.position() + skipped);
                toSkip -= skipped;
            } else if (partial.position() == 0 && in.remaining() >= prefixBytes) {
                int at = in.position();
                int length = checked(in.getInt(at));
                sink.frame(in, at, length);
                int there = Math.min(4 + length, in.remaining());
                in.position(at + there);
                toSkip = 4 + length - there;
            } else {
                int wanted = Math.min(partial.remaining(), in.remaining());
                partial.put(partial.position(), in, in.position(), wanted);
                partial.position(partial.position() + wanted);
                in.position(in.position() + wanted);
                if (!partial.hasRemaining()) {
                    int length = checked(partial.getInt(0));
                    sink.frame(partial, 0, length);
                    toSkip = 4 + length - prefixBytes;
                    partial.clear();
                }
            }
        }
    }

    private int checked(int length) {
        if (length < prefixBytes - 4 || length > MAX_FRAME_BYTES) {
            throw new LoadFailure(
                    "a frame of %d bytes; expected %d to %d"
                            .formatted(length, prefixBytes - 4, MAX_FRAME_BYTES));
        }
        return length;
    }
}
