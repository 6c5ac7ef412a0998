package paddock.storage.snapshot;

/// The bytes of a snapshot around its content (disk format reference, section 4.1).
final class SnapshotFormat {
    /// "ZKSN".
    static final int MAGIC = 0x5a4b534e;

    static final int VERSION = 2;

    static final long DBID = -1;

    /// Magic, version and dbid.
    static final int HEADER_BYTES = 16;

    /// The path that ends the nodes, and the string that follows each checksum.
    static final String END = "/";

    /// A checksum and [#END].
    static final int SEAL_BYTES = 13;

    /// Zxid, version and digest.
    static final int DIGEST_BYTES = 20;

    static final int LAST_ZXID_BYTES = 8;

    /// Whether a path in UTF-8 is [#END].
    static boolean isEnd(byte[] path, int offset, int length) {
        return length == 1 && path[offset] == '/';
    }

    private SnapshotFormat() {}
}
