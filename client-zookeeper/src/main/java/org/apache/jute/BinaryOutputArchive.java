package org.apache.jute;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;

/// Writes records in the form they have on the wire.
public class BinaryOutputArchive implements OutputArchive {
    private final DataOutput out;
    private long written;

    /// Writes to a stream.
    public static BinaryOutputArchive getArchive(OutputStream stream) {
        return new BinaryOutputArchive(new DataOutputStream(stream));
    }

    public BinaryOutputArchive(DataOutput out) {
        this.out = out;
    }

    @Override
    public void writeByte(byte value, String tag) throws IOException {
        out.writeByte(value);
        written += Byte.BYTES;
    }

    @Override
    public void writeBool(boolean value, String tag) throws IOException {
        out.writeBoolean(value);
        written += Byte.BYTES;
    }

    @Override
    public void writeInt(int value, String tag) throws IOException {
        out.writeInt(value);
        written += Integer.BYTES;
    }

    @Override
    public void writeLong(long value, String tag) throws IOException {
        out.writeLong(value);
        written += Long.BYTES;
    }

    @Override
    public void writeFloat(float value, String tag) throws IOException {
        out.writeFloat(value);
        written += Float.BYTES;
    }

    @Override
    public void writeDouble(double value, String tag) throws IOException {
        out.writeDouble(value);
        written += Double.BYTES;
    }

    @Override
    public void writeString(String value, String tag) throws IOException {
        writeBuffer(value == null ? null : encoded(value), tag);
    }

    /// The bytes of a text: each UTF-16 code unit by itself, as all clients and servers do it, so
    /// that a pair of surrogates takes six bytes.
    private static byte[] encoded(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[at++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[at++] = (byte) (0xc0 | unit >> 6);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            } else {
                bytes[at++] = (byte) (0xe0 | unit >> 12);
                bytes[at++] = (byte) (0x80 | unit >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | unit & 0x3f);
            }
        }
        return bytes;
    }

    @Override
    public void writeBuffer(byte[] value, String tag) throws IOException {
        if (value == null) {
            writeInt(-1, tag);
            return;
        }
        writeInt(value.length, tag);
        out.write(value);
        written += value.length;
    }

    @Override
    public void writeRecord(Record value, String tag) throws IOException {
        value.serialize(this, tag);
    }

    @Override
    public void startRecord(Record value, String tag) {}

    @Override
    public void endRecord(Record value, String tag) {}

    @Override
    public void startVector(List<?> value, String tag) throws IOException {
        writeInt(value == null ? -1 : value.size(), tag);
    }

    @Override
    public void endVector(List<?> value, String tag) {}

    @Override
    public void startMap(TreeMap<?, ?> value, String tag) throws IOException {
        writeInt(value.size(), tag);
    }

    @Override
    public void endMap(TreeMap<?, ?> value, String tag) {}

    @Override
    public long getDataSize() {
        return written;
    }
}
