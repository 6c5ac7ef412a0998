package paddock.storage.log;

/// How a [TxnLog] writes.
///
/// @param force whether [TxnLog#force] reaches the disk; unsafe when not
/// @param preallocateBytes by how much a file grows at a time; 0 to grow with each write
/// @param fileLimitBytes a file is left for a new one when it holds more than this; 0 for no limit
/// @param bufferBytes what is gathered in memory before it is written
/// @param direct whether a file that is forced and preallocated is written past the page cache, on
///   file systems that can
public record LogSettings(
        boolean force,
        long preallocateBytes,
        long fileLimitBytes,
        int bufferBytes,
        boolean direct) {
    /// Past the page cache where that is possible.
    public LogSettings(boolean force, long preallocateBytes, long fileLimitBytes, int bufferBytes) {
        this(force, preallocateBytes, fileLimitBytes, bufferBytes, true);
    }

    /// What the reference does unless told otherwise.
    public static final LogSettings DEFAULT = new LogSettings(true, 64L << 20, 0, 1 << 20);

    /// Checks the ranges.
    public LogSettings {
        if (preallocateBytes < 0 || fileLimitBytes < 0 || bufferBytes < 4096) {
            throw new IllegalArgumentException(
                    "preallocateBytes "
                            + preallocateBytes
                            + ", fileLimitBytes "
                            + fileLimitBytes
                            + " must not be negative, bufferBytes "
                            + bufferBytes
                            + " not below 4096");
        }
    }
}
