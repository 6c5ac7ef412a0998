package org.apache.jute;

import java.io.IOException;
import java.io.OutputStream;

/// Writes records to a stream. The only format is `binary`.
public class RecordWriter {
    private final OutputArchive archive;

    public RecordWriter(OutputStream out, String format) {
        archive = format.equals("binary") ? BinaryOutputArchive.getArchive(out) : null;
    }

    /// Writes a record.
    public void write(Record record) throws IOException {
        record.serialize(archive, "");
    }
}
