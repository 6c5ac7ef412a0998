package paddock.simulator.network;

/// How long messages take, in microseconds.
///
/// @param leastMicros every message takes at least so long
/// @param spreadMicros and up to so much longer, most of them less than half of it
/// @param holdMicros how long a message can be held before its link breaks
public record Latency(long leastMicros, long spreadMicros, long holdMicros) {
    /// A local network.
    public static final Latency LOCAL = new Latency(50, 400, 6_000_000);
}
