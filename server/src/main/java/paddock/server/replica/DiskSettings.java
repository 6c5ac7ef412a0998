package paddock.server.replica;

/// How the log is written.
///
/// @param force whether an update is acknowledged only after it was forced to disk
/// @param direct whether the log is written past the system's page cache, where that is possible
/// @param preallocateBytes by how much a log file grows at a time; 0 for not
/// @param fileLimitBytes when a new log file is begun; 0 for no limit
/// @param warnMillis forces that take longer are logged
/// @param maxBatch transactions forced together at most
/// @param flushDelayMillis how long a transaction may wait for others
public record DiskSettings(
        boolean force,
        boolean direct,
        long preallocateBytes,
        long fileLimitBytes,
        int warnMillis,
        int maxBatch,
        int flushDelayMillis) {}
