package org.apache.jute;

import paddock.wire.jute.JuteWriter;

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
        JuteWriter text = new JuteWriter();
        text.writeString(value);
        out.write(text.array(), 0, text.size());
        written += text.size();
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
