package paddock.server.metrics;

import paddock.wire.protocol.OpCode;

/// What is known of one connection, for `cons`, `stat` and `dump`.
///
/// The connection's event loop writes plain fields; whoever asks reads them as they are, each for
/// itself and perhaps a moment old. A reset (`crst`) is only asked for by other threads: from then
/// on the counts read as empty, and the event loop clears them before the next event.
public final class ConnectionStats {
    private final String remoteAddress;
    private long sessionId;
    private int timeoutMillis;
    private long establishedMillis;
    private int interestOps = 1;
    private int outstanding;

    private Counts counts = new Counts();
    // Set by whoever asks for a reset, cleared by the event loop.
    private volatile boolean resetAsked;

    /// What a reset clears.
    private static final class Counts {
        long packetsReceived;
        long packetsSent;
        String lastOperation = LastOperation.NONE;
        int lastCxid = -1;
        long lastZxid = -1;
        long lastResponseMillis;
        long lastLatencyMillis;
        long latencies;
        long latencySumMillis;
        long minLatencyMillis = Long.MAX_VALUE;
        long maxLatencyMillis;
    }

    /// Statistics of a connection that just came in from `remoteAddress`, written `/ip:port`.
    public ConnectionStats(String remoteAddress) {
        this.remoteAddress = remoteAddress;
    }

    /// The connection now speaks for a session. `establishedMillis` is wall time.
    public void sessionEstablished(long newSessionId, int newTimeoutMillis, long wallMillis) {
        timeoutMillis = newTimeoutMillis;
        establishedMillis = wallMillis;
        sessionId = newSessionId;
    }

    /// A packet came in, of whatever kind.
    public void packetReceived() {
        counts().packetsReceived++;
    }

    /// A packet went out, of whatever kind.
    public void packetSent() {
        counts().packetsSent++;
    }

    /// A request was answered, or the session was opened (cxid 0). The operation is one of
    /// [LastOperation]; `nowMillis` is of a clock that does not jump. Auth and SASL packets are no
    /// requests here.
    public void answered(
            String operation, int cxid, long zxid, long latencyMillis, long nowMillis) {
        Counts now = counts();
        long latency = Math.max(latencyMillis, 0);
        now.lastOperation = operation;
        if (cxid >= 0) {
            now.lastCxid = cxid;
        }
        now.lastZxid = zxid;
        now.lastResponseMillis = nowMillis;
        now.lastLatencyMillis = latency;
        now.latencies++;
        now.latencySumMillis += latency;
        now.minLatencyMillis = Math.min(now.minLatencyMillis, latency);
        now.maxLatencyMillis = Math.max(now.maxLatencyMillis, latency);
    }

    /// A ping was answered: a sign of life, but no latency worth knowing.
    public void pinged(long zxid, long nowMillis) {
        Counts now = counts();
        now.lastOperation = LastOperation.of(OpCode.PING);
        now.lastZxid = zxid;
        now.lastResponseMillis = nowMillis;
    }

    /// Requests that wait for their answer.
    public void outstanding(int requests) {
        outstanding = requests;
    }

    /// What the connection waits for: bit 1 to read, bit 4 to write.
    public void interestOps(int ops) {
        interestOps = ops;
    }

    /// Asks for everything counted so far to be forgotten. Any thread may.
    public void askForReset() {
        resetAsked = true;
    }

    private Counts counts() {
        if (resetAsked) {
            counts = new Counts();
            resetAsked = false;
        }
        return counts;
    }

    private Counts shown() {
        return resetAsked ? new Counts() : counts;
    }

    /// The peer, written `/ip:port`.
    public String remoteAddress() {
        return remoteAddress;
    }

    /// The session this connection speaks for; zero for none.
    public long sessionId() {
        return sessionId;
    }

    /// How `stat` shows the connection.
    public String briefLine() {
        return line(shown()).append(')').toString();
    }

    /// How `cons` shows the connection.
    public String fullLine() {
        Counts shown = shown();
        StringBuilder line = line(shown);
        if (sessionId != 0) {
            line.append(",sid=0x").append(Long.toHexString(sessionId));
            line.append(",lop=").append(shown.lastOperation);
            line.append(",est=").append(establishedMillis);
            line.append(",to=").append(timeoutMillis);
            if (shown.lastCxid >= 0) {
                line.append(",lcxid=0x").append(Integer.toHexString(shown.lastCxid));
            }
            line.append(",lzxid=0x").append(Long.toHexString(shown.lastZxid));
            line.append(",lresp=").append(shown.lastResponseMillis);
            line.append(",llat=").append(shown.lastLatencyMillis);
            long latencies = shown.latencies;
            line.append(",minlat=").append(latencies == 0 ? 0 : shown.minLatencyMillis);
            line.append(",avglat=").append(latencies == 0 ? 0 : shown.latencySumMillis / latencies);
            line.append(",maxlat=").append(shown.maxLatencyMillis);
        }
        return line.append(')').toString();
    }

    private StringBuilder line(Counts shown) {
        return new StringBuilder(160)
                .append(' ')
                .append(remoteAddress)
                .append('[')
                .append(Integer.toHexString(interestOps))
                .append("](queued=")
                .append(outstanding)
                .append(",recved=")
                .append(shown.packetsReceived)
                .append(",sent=")
                .append(shown.packetsSent);
    }
}
