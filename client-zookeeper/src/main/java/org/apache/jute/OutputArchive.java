package org.apache.jute;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// Where a [Record] goes. Tags are names for those who look at it.
public interface OutputArchive {
    void writeByte(byte value, String tag) throws IOException;

    void writeBool(boolean value, String tag) throws IOException;

    void writeInt(int value, String tag) throws IOException;

    void writeLong(long value, String tag) throws IOException;

    void writeFloat(float value, String tag) throws IOException;

    void writeDouble(double value, String tag) throws IOException;

    /// Writes a text, or null.
    void writeString(String value, String tag) throws IOException;

    /// Writes bytes, or null.
    void writeBuffer(byte[] value, String tag) throws IOException;

    void writeRecord(Record value, String tag) throws IOException;

    void startRecord(Record value, String tag) throws IOException;

    void endRecord(Record value, String tag) throws IOException;

    /// Says how many elements follow; null is no vector at all.
    void startVector(List<?> value, String tag) throws IOException;

    void endVector(List<?> value, String tag) throws IOException;

    /// Says how many pairs follow.
    void startMap(TreeMap<?, ?> value, String tag) throws IOException;

    void endMap(TreeMap<?, ?> value, String tag) throws IOException;

    /// How many bytes were written.
    long getDataSize();
}
