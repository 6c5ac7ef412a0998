package paddock.storage.snapshot;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Adler32;

/// Jute values from a stream, with a running checksum of everything consumed.
final class SealedInput {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_BYTES = {};
    private static final int WINDOW_BYTES = 256 << 10;

    private final InputStream in;
    private final int maxFieldBytes;
    private final Adler32 adler = new Adler32();
    private byte[] window = new byte[WINDOW_BYTES];
    private int position;
    private int limit;
    private int summed; // up to here the window is in the checksum
    private long windowOffset;

    SealedInput(InputStream in, int maxFieldBytes) {
        this.in = in;
        this.maxFieldBytes = maxFieldBytes;
    }

    /// Bytes consumed.
    long offset() {
        return windowOffset + position;
    }

    int readInt() throws IOException {
        need(4);
        int value = (int) INT.get(window, position);
        position += 4;
        return value;
    }

    long readLong() throws IOException {
        need(8);
        long value = (long) LONG.get(window, position);
        position += 8;
        return value;
    }

    byte @Nullable [] readBuffer() throws IOException {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        byte[] value =
                length == 0 ? NO_BYTES : Arrays.copyOfRange(window, position, position + length);
        position += length;
        return value;
    }

    /// Reads a string that must be there into `into`, in UTF-8; nothing else is in there
    /// afterwards.
    void readString(JuteWriter into) throws IOException {
        int length = readLength();
        if (length < 0) {
            throw new IOException("a null string where one is required");
        }
        into.clear();
        into.writeRaw(window, position, length);
        position += length;
    }

    @Nullable String readString() throws IOException {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        String value = new String(window, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    private int readLength() throws IOException {
        int length = readInt();
        if (length < -1 || length > maxFieldBytes) {
            throw new IOException(
                    "Unreasonable length = "
                            + length
                            + ", -1.."
                            + maxFieldBytes
                            + " would be accepted");
        }
        need(Math.max(length, 0));
        return length;
    }

    /// The checksum of everything consumed.
    long checksum() {
        adler.update(window, summed, position - summed);
        summed = position;
        return adler.getValue();
    }

    /// How many bytes are left, when it is no more than `most`; `most` when there are more.
    int remaining(int most) throws IOException {
        fill(most);
        return Math.min(most, limit - position);
    }

    private void need(int count) throws IOException {
        if (limit - position < count && !fill(count)) {
            throw new EOFException("the file ends where " + count + " bytes are needed");
        }
    }

    private boolean fill(int count) throws IOException {
        if (limit - position >= count) {
            return true;
        }
        checksum();
        int kept = limit - position;
        byte[] target = count > window.length ? new byte[count + WINDOW_BYTES] : window;
        System.arraycopy(window, position, target, 0, kept);
        window = target;
        windowOffset += position;
        position = 0;
        summed = 0;
        limit = kept;
        while (limit < count) {
            int read = in.read(window, limit, window.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }
}
