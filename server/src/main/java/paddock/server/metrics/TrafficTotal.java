package paddock.server.metrics;

/// [Traffic] while it is being added up.
final class TrafficTotal {
    final Cell latency = new Cell(false);
    long packetsReceived;
    long packetsSent;
    long lastResponseBytes = -1;
    long lastResponseMillis = Long.MIN_VALUE;
    long minResponseBytes = Long.MAX_VALUE;
    long maxResponseBytes = -1;

    Traffic traffic() {
        return new Traffic(
                packetsReceived,
                packetsSent,
                latency.distribution(),
                lastResponseBytes,
                minResponseBytes == Long.MAX_VALUE ? -1 : minResponseBytes,
                maxResponseBytes);
    }
}
