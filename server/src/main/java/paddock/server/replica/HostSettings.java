package paddock.server.replica;

import java.util.OptionalInt;

/// What the replica's thread must know of the configuration.
///
/// @param snapCount a snapshot is due after between half of this many transactions and all; empty
///   for what suits the tree
/// @param snapSizeLimitBytes likewise by bytes of log; 0 for never
/// @param drainMillis how long a graceful stop waits for requests in flight
public record HostSettings(OptionalInt snapCount, long snapSizeLimitBytes, int drainMillis) {}
