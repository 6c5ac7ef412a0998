package org.apache.jute;

import java.io.IOException;

/// Where a [Record] comes from. Tags are names for those who look at it.
public interface InputArchive {
    byte readByte(String tag) throws IOException;

    boolean readBool(String tag) throws IOException;

    int readInt(String tag) throws IOException;

    long readLong(String tag) throws IOException;

    float readFloat(String tag) throws IOException;

    double readDouble(String tag) throws IOException;

    /// A text, or null.
    String readString(String tag) throws IOException;

    /// Bytes, or null.
    byte[] readBuffer(String tag) throws IOException;

    void readRecord(Record record, String tag) throws IOException;

    void startRecord(String tag) throws IOException;

    void endRecord(String tag) throws IOException;

    /// How many elements follow, or null for no vector at all.
    Index startVector(String tag) throws IOException;

    void endVector(String tag) throws IOException;

    /// How many pairs follow.
    Index startMap(String tag) throws IOException;

    void endMap(String tag) throws IOException;
}
