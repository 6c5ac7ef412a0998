package org.apache.jute;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Records in the form they have on the wire.
public class BinaryInputArchive implements InputArchive {
    public static final String UNREASONBLE_LENGTH = "Unreasonable length = ";

    /// The longest text or buffer that is believed: `jute.maxbuffer`, in bytes.
    public static final int maxBuffer = Integer.getInteger("jute.maxbuffer", 0xfffff);

    private static final int LEAST_EXTRA = 1024;

    private final DataInput in;
    private final int longest;

    /// Reads from a stream.
    public static BinaryInputArchive getArchive(InputStream stream) {
        return new BinaryInputArchive(new DataInputStream(stream));
    }

    public BinaryInputArchive(DataInput in) {
        this(in, maxBuffer, Integer.getInteger("zookeeper.jute.maxbuffer.extrasize", maxBuffer));
    }

    /// Reads with another bound of lengths: the sum of `maxBufferSize` and `extraMaxBufferSize`,
    /// which is taken as 1024 at least.
    public BinaryInputArchive(DataInput in, int maxBufferSize, int extraMaxBufferSize) {
        this.in = in;
        long sum = (long) maxBufferSize + Math.max(extraMaxBufferSize, LEAST_EXTRA);
        longest = (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public byte readByte(String tag) throws IOException {
        return in.readByte();
    }

    @Override
    public boolean readBool(String tag) throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt(String tag) throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong(String tag) throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat(String tag) throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble(String tag) throws IOException {
        return in.readDouble();
    }

    @Override
    public String readString(String tag) throws IOException {
        byte[] bytes = readBuffer(tag);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readBuffer(String tag) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > longest) {
            throw new IOException(UNREASONBLE_LENGTH + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public void readRecord(Record record, String tag) throws IOException {
        record.deserialize(this, tag);
    }

    @Override
    public void startRecord(String tag) {}

    @Override
    public void endRecord(String tag) {}

    @Override
    public Index startVector(String tag) throws IOException {
        int elements = in.readInt();
        return elements == -1 ? null : new Remaining(elements);
    }

    @Override
    public void endVector(String tag) {}

    @Override
    public Index startMap(String tag) throws IOException {
        return new Remaining(in.readInt());
    }

    @Override
    public void endMap(String tag) {}

    private static final class Remaining implements Index {
        private int elements;

        Remaining(int elements) {
            this.elements = elements;
        }

        @Override
        public boolean done() {
            return elements <= 0;
        }

        @Override
        public void incr() {
            elements--;
        }
    }
}
