package org.apache.jute;

import java.io.IOException;
import java.io.InputStream;

/// Reads records from a stream. The only format is `binary`.
public class RecordReader {
    private final InputArchive archive;

    public RecordReader(InputStream in, String format) {
        archive = format.equals("binary") ? BinaryInputArchive.getArchive(in) : null;
    }

    /// Fills a record with what comes next.
    public void read(Record record) throws IOException {
        record.deserialize(archive, "");
    }
}
