package paddock.client.transport;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/// Cuts what arrives into frames: a length of four bytes, and so many bytes.
///
/// Frames that arrive whole are handed on where they were copied to, an array that all connections
/// of a loop share; only what is cut off at the end of a read is kept by the connection.
final class FrameCutter {
    /// Of a frame that is too long: so much is enough for the header of a reply.
    private static final int HEAD_BYTES = 16;

    private static final int LENGTH_BYTES = 4;

    private final int maxFrameBytes;
    private final LinkEvents events;

    /// The beginning of a frame, with its length; null between frames.
    private byte @Nullable [] partial;

    private int partialSize;

    /// Bytes of a frame that is too long still to pass over.
    private int toSkip;

    private boolean stopped;

    FrameCutter(int maxFrameBytes, LinkEvents events) {
        this.maxFrameBytes = maxFrameBytes;
        this.events = events;
    }

    /// Tells of nothing any more.
    void stop() {
        stopped = true;
        partial = null;
    }

    /// Takes all of a buffer.
    ///
    /// @throws IOException when a length is impossible
    void take(ByteBuf in, Scratch scratch) throws IOException {
        int skipped = Math.min(toSkip, in.readableBytes());
        in.skipBytes(skipped);
        toSkip -= skipped;
        if (partial != null) {
            complete(in);
        }
        int size = in.readableBytes();
        if (size == 0) {
            return;
        }
        byte[] bytes = scratch.atLeast(size);
        in.readBytes(bytes, 0, size);
        int rest = cut(bytes, size);
        if (rest < size && !stopped) {
            keep(bytes, rest, size);
        }
    }

    /// Tells of the frames in an array, and returns where an incomplete one begins.
    private int cut(byte[] bytes, int size) throws IOException {
        int at = 0;
        while (!stopped && size - at >= LENGTH_BYTES) {
            int length = lengthAt(bytes, at);
            if (length <= maxFrameBytes) {
                if (size - at - LENGTH_BYTES < length) {
                    return at;
                }
                events.frame(bytes, at + LENGTH_BYTES, length);
                at += LENGTH_BYTES + length;
            } else {
                int present = size - at - LENGTH_BYTES;
                if (present < HEAD_BYTES) {
                    return at;
                }
                events.longFrame(bytes, at + LENGTH_BYTES, HEAD_BYTES, length);
                int skipped = Math.min(present, length);
                toSkip = length - skipped;
                at += LENGTH_BYTES + skipped;
            }
        }
        return at;
    }

    /// Keeps an incomplete frame, in an array that has room for all of it once its length is known.
    private void keep(byte[] bytes, int from, int size) throws IOException {
        int present = size - from;
        byte[] kept = Arrays.copyOfRange(bytes, from, from + roomFor(bytes, from, present));
        if (from + kept.length > size) {
            Arrays.fill(kept, present, kept.length, (byte) 0);
        }
        partial = kept;
        partialSize = present;
    }

    private int roomFor(byte[] bytes, int from, int present) throws IOException {
        if (present < LENGTH_BYTES) {
            return LENGTH_BYTES;
        }
        int length = lengthAt(bytes, from);
        return LENGTH_BYTES + (length <= maxFrameBytes ? length : HEAD_BYTES);
    }

    /// Goes on with the frame that was begun.
    private void complete(ByteBuf in) throws IOException {
        byte[] begun = partial;
        while (begun != null && in.isReadable()) {
            int taken = Math.min(begun.length - partialSize, in.readableBytes());
            in.readBytes(begun, partialSize, taken);
            partialSize += taken;
            if (partialSize < begun.length) {
                return;
            }
            int room = roomFor(begun, 0, partialSize);
            if (room > begun.length) {
                begun = Arrays.copyOf(begun, room);
                partial = begun;
            } else {
                partial = null;
                int length = partialSize;
                cut(begun, length);
                int skipped = Math.min(toSkip, in.readableBytes());
                in.skipBytes(skipped);
                toSkip -= skipped;
                return;
            }
        }
    }

    private static int lengthAt(byte[] bytes, int at) throws IOException {
        int length =
                (bytes[at] & 0xff) << 24
                        | (bytes[at + 1] & 0xff) << 16
                        | (bytes[at + 2] & 0xff) << 8
                        | (bytes[at + 3] & 0xff);
        if (length < 0) {
            throw new IOException("the server announced a frame of " + length + " bytes");
        }
        return length;
    }
}
