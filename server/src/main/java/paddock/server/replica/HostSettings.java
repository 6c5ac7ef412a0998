package paddock.server.replica;

/// What the replica's thread must know of the configuration.
///
/// @param snapCount a snapshot is due after between half of this many transactions and all
/// @param snapSizeLimitBytes likewise by bytes of log; 0 for never
/// @param drainMillis how long a graceful stop waits for requests in flight
public record HostSettings(int snapCount, long snapSizeLimitBytes, int drainMillis) {}
