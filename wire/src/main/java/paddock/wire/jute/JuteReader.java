package paddock.wire.jute;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Reads jute values from a part of a byte array.
///
/// Reusable through [#reset]; not safe for use by several threads. Every method throws
/// [MalformedRecordException] when the bytes end too early or a length is out of bounds, and has
/// allocated nothing for them by then.
public final class JuteReader {
    /// The reference's default `jute.maxbuffer` plus its default allowance for internal records.
    public static final int DEFAULT_MAX_FIELD_BYTES = 2 * 0xfffff;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_BYTES = {};

    private final int maxFieldBytes;
    private byte[] bytes = NO_BYTES;
    private int position;
    private int limit;

    /// A reader with the default bound on strings and buffers.
    public JuteReader() {
        this(DEFAULT_MAX_FIELD_BYTES);
    }

    /// A reader that refuses any string or buffer longer than `maxFieldBytes`.
    public JuteReader(int maxFieldBytes) {
        this.maxFieldBytes = maxFieldBytes;
    }

    /// A reader over a whole array, with the default bound on strings and buffers.
    public static JuteReader over(byte[] bytes) {
        return new JuteReader().reset(bytes, 0, bytes.length);
    }

    /// The longest string or buffer that is read.
    public int maxFieldBytes() {
        return maxFieldBytes;
    }

    /// Starts over at `bytes[offset]`, with `length` bytes to read. The array is not copied.
    public JuteReader reset(byte[] newBytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, newBytes.length);
        bytes = newBytes;
        position = offset;
        limit = offset + length;
        return this;
    }

    /// The array being read; valid together with [#position].
    public byte[] array() {
        return bytes;
    }

    /// Index in [#array] of the next byte.
    public int position() {
        return position;
    }

    /// Bytes not read yet.
    public int remaining() {
        return limit - position;
    }

    /// Whether these bytes come next; does not move.
    public boolean startsWith(byte[] expected) {
        int length = expected.length;
        return length <= limit - position
                && Arrays.equals(bytes, position, position + length, expected, 0, length);
    }

    /// Passes over `count` bytes.
    public void skip(int count) {
        require(count);
        position += count;
    }

    /// Splits off the next `length` bytes as a reader of their own, with the same bound.
    public JuteReader readSlice(int length) {
        require(length);
        JuteReader slice = new JuteReader(maxFieldBytes).reset(bytes, position, length);
        position += length;
        return slice;
    }

    public byte readByte() {
        require(1);
        return bytes[position++];
    }

    /// Any byte but zero is true.
    public boolean readBool() {
        return readByte() != 0;
    }

    public int readInt() {
        require(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    /// The next int, without moving past it.
    public int peekInt() {
        int value = readInt();
        position -= 4;
        return value;
    }

    public long readLong() {
        require(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /// A length-prefixed buffer, copied out; null for length -1.
    public byte @Nullable [] readBuffer() {
        int length = readLength("buffer");
        if (length < 0) {
            return null;
        }
        byte[] value =
                length == 0 ? NO_BYTES : Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /// The next `length` bytes, copied out.
    public byte[] readRaw(int length) {
        require(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /// A string; null for length -1. Malformed UTF-8 reads as U+FFFD, as it does for the reference.
    public @Nullable String readNullableString() {
        int length = readLength("string");
        if (length < 0) {
            return null;
        }
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /// A string that must be there.
    public String readString() {
        String value = readNullableString();
        if (value == null) {
            throw new MalformedRecordException("string is null where one is required");
        }
        return value;
    }

    /// Reads the length of a string or buffer and checks that so many bytes follow: for callers
    /// that then look at the bytes in place through [#array] and [#position]. -1 stands for null.
    public int readLength(String what) {
        int length = readInt();
        if (length < -1 || length > maxFieldBytes) {
            throw new MalformedRecordException(
                    what + " length " + length + " is outside -1.." + maxFieldBytes);
        }
        if (length > remaining()) {
            throw new MalformedRecordException(
                    what + " length " + length + " but only " + remaining() + " bytes follow");
        }
        return length;
    }

    /// A vector; null for count -1, empty for any other count below one (as the reference reads
    /// it).
    public <T> @Nullable List<T> readNullableVector(Function<JuteReader, T> element) {
        int count = readInt();
        if (count == -1) {
            return null;
        }
        if (count <= 0) {
            return List.of();
        }
        // An element takes at least one byte, so a longer list than this cannot be complete.
        List<T> list = new ArrayList<>(Math.min(count, Math.min(remaining(), 16)));
        for (int i = 0; i < count; i++) {
            if (remaining() == 0) {
                throw new MalformedRecordException(
                        "vector of " + count + " elements ends after " + i);
            }
            list.add(element.apply(this));
        }
        return list;
    }

    /// A vector that must be there.
    public <T> List<T> readVector(Function<JuteReader, T> element) {
        List<T> list = readNullableVector(element);
        if (list == null) {
            throw new MalformedRecordException("vector is null where one is required");
        }
        return list;
    }

    private void require(int count) {
        if (count < 0 || count > limit - position) {
            throw new MalformedRecordException(
                    count + " bytes needed but only " + (limit - position) + " left");
        }
    }
}
