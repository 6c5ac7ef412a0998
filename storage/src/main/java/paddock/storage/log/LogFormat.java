package paddock.storage.log;

/// The bytes of a log file around its transactions (disk format reference, section 3.1).
final class LogFormat {
    /// "ZKLG".
    static final int MAGIC = 0x5a4b4c47;

    static final int VERSION = 2;

    static final long DBID = 0;

    /// Magic, version and dbid.
    static final int HEADER_BYTES = 16;

    /// Checksum and length.
    static final int PREFIX_BYTES = 12;

    /// Ends every record.
    static final byte END_OF_RECORD = 0x42;

    private LogFormat() {}
}
