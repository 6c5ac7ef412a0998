package paddock.wire.jute;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/// Writes jute values to a byte array that grows as needed.
///
/// Reusable through [#clear]; not safe for use by several threads.
public final class JuteWriter {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// The longest array that every virtual machine can make.
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    /// A writer that starts with a small array.
    public JuteWriter() {
        this(256);
    }

    /// A writer whose array starts with `capacity` bytes.
    public JuteWriter(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    /// The array written to; the first [#size] bytes are valid until the next write.
    public byte[] array() {
        return bytes;
    }

    /// Bytes written.
    public int size() {
        return size;
    }

    /// Current capacity of the array.
    public int capacity() {
        return bytes.length;
    }

    /// Forgets what was written and keeps the array.
    public void clear() {
        size = 0;
    }

    /// Takes back everything after the first `newSize` bytes.
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException(newSize + " is outside 0.." + size);
        }
        size = newSize;
    }

    /// What was written, in an array of its own.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void writeBool(boolean value) {
        writeByte(value ? 1 : 0);
    }

    public void writeInt(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void writeLong(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /// Overwrites the int at `position`, typically a length that is known only afterwards.
    public void setInt(int position, int value) {
        if (position < 0 || position > size - 4) {
            throw new IllegalArgumentException(position + " is outside 0.." + (size - 4));
        }
        INT.set(bytes, position, value);
    }

    /// Overwrites the long at `position`.
    public void setLong(int position, long value) {
        if (position < 0 || position > size - 8) {
            throw new IllegalArgumentException(position + " is outside 0.." + (size - 8));
        }
        LONG.set(bytes, position, value);
    }

    /// A length-prefixed buffer; null is length -1.
    public void writeBuffer(byte @Nullable [] value) {
        if (value == null) {
            writeInt(-1);
        } else {
            writeInt(value.length);
            writeRaw(value, 0, value.length);
        }
    }

    /// Bytes as they are, without a length.
    public void writeRaw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /// A string; null is length -1. Each UTF-16 unit is encoded by itself, so that a supplementary
    /// character takes six bytes: that is what the reference sends.
    public void writeString(@Nullable String value) {
        if (value == null) {
            writeInt(-1);
            return;
        }
        int length = value.length();
        ensure(4 + 3L * length);
        int start = size;
        byte[] out = bytes;
        int at = start + 4;
        for (int i = 0; i < length; i++) {
            char unit = value.charAt(i);
            if (unit < 0x80) {
                out[at++] = (byte) unit;
            } else if (unit < 0x800) {
                out[at++] = (byte) (0xc0 | (unit >> 6));
                out[at++] = (byte) (0x80 | (unit & 0x3f));
            } else {
                out[at++] = (byte) (0xe0 | (unit >> 12));
                out[at++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (unit & 0x3f));
            }
        }
        INT.set(out, start, at - start - 4);
        size = at;
    }

    /// A vector; null is count -1.
    public <T> void writeVector(@Nullable List<T> list, BiConsumer<T, JuteWriter> element) {
        if (list == null) {
            writeInt(-1);
            return;
        }
        writeInt(list.size());
        for (T each : list) {
            element.accept(each, this);
        }
    }

    /// A vector of strings.
    public void writeStrings(@Nullable List<String> list) {
        writeVector(list, (string, out) -> out.writeString(string));
    }

    private void ensure(long more) {
        long needed = size + more;
        if (needed > bytes.length) {
            grow(needed);
        }
    }

    private void grow(long needed) {
        if (needed > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a message of " + needed + " bytes is longer than " + MAX_BYTES);
        }
        long doubled = Math.min(2L * bytes.length, MAX_BYTES);
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
}
