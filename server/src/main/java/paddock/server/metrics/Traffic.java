package paddock.server.metrics;

/// Packets and latencies of the whole server, as `srvr` shows them: what came in and went out since
/// the last reset. Response sizes are -1 before the first response.
public record Traffic(
        long packetsReceived,
        long packetsSent,
        Distribution latency,
        long lastResponseBytes,
        long minResponseBytes,
        long maxResponseBytes) {}
