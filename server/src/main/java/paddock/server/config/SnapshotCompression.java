package paddock.server.config;

/// How snapshot files are compressed; the name is the suffix of the file.
public enum SnapshotCompression {
    /// Not at all.
    NONE(""),
    /// RFC 1952.
    GZIP("gz"),
    /// Framed snappy.
    SNAPPY("snappy");

    private final String suffix;

    SnapshotCompression(String suffix) {
        this.suffix = suffix;
    }

    /// The word in the configuration, which is also the file's suffix; empty for [#NONE].
    public String suffix() {
        return suffix;
    }
}
