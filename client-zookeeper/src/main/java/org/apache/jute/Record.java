package org.apache.jute;

import java.io.IOException;

/// Fields in a fixed order. The tags are names that archives may show; the binary form has none.
public interface Record {
    /// Writes the fields.
    void serialize(OutputArchive archive, String tag) throws IOException;

    /// Takes the fields from an archive.
    void deserialize(InputArchive archive, String tag) throws IOException;
}
