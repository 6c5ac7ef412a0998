package paddock.server.metrics;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// One thread's own place for counts and measurements. Only that thread may call it.
@SuppressWarnings("EnumOrdinal") // only a place in an array, never stored: faster than a map
public final class Recorder {
    private static final Counter[] COUNTERS = Counter.values();
    private static final Summary[] SUMMARIES = Summary.values();
    private static final SummarySet[] SETS = SummarySet.values();

    private final Metrics metrics;
    private final long[] counts = new long[COUNTERS.length];
    // A cell appears with its first value: most threads know only a few of the summaries.
    private final @Nullable Cell[] cells = new Cell[SUMMARIES.length];
    private final @Nullable KeyedCells[] keyed = new KeyedCells[SETS.length];
    private final KeyedCounts quotaExceeded = new KeyedCounts();
    private final Cell latency = new Cell(false);
    private long packetsReceived;
    private long packetsSent;
    private long lastResponseBytes = -1;
    private long lastResponseMillis;
    private long minResponseBytes = Long.MAX_VALUE;
    private long maxResponseBytes = -1;
    // Written by the owner after it has cleared everything else; read by whoever adds up.
    private volatile int epoch;

    Recorder(Metrics metrics) {
        this.metrics = metrics;
        epoch = metrics.epoch();
    }

    /// Counts one.
    public void count(Counter counter) {
        count(counter, 1);
    }

    /// Counts several.
    public void count(Counter counter, long amount) {
        startOverWhenAsked();
        counts[counter.ordinal()] += amount;
    }

    /// Takes in one value.
    public void record(Summary summary, long value) {
        startOverWhenAsked();
        Cell cell = cells[summary.ordinal()];
        if (cell == null) {
            cell = new Cell(summary.advanced());
            cells[summary.ordinal()] = cell;
        }
        cell.record(value);
    }

    /// Takes in one value for a key.
    public void record(SummarySet set, String key, long value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        record(set, bytes, 0, bytes.length, value);
    }

    /// Takes in one value for the top-level znode that the path of `length` bytes lies in. The root
    /// lies in none, and is not recorded.
    public void recordNamespace(SummarySet set, byte[] path, int offset, int length, long value) {
        int end = offset + length;
        int from = offset + 1;
        int to = from;
        while (to < end && path[to] != '/') {
            to++;
        }
        if (to > from) {
            record(set, path, from, to, value);
        }
    }

    /// Takes in one value for the top-level znode that the path lies in.
    public void recordNamespace(SummarySet set, String path, long value) {
        int slash = path.indexOf('/', 1);
        int to = slash < 0 ? path.length() : slash;
        if (to > 1) {
            startOverWhenAsked();
            cells(set).record(path, 1, to, value);
        }
    }

    /// A client ran into the quota of a top-level znode.
    public void quotaExceeded(String namespace) {
        startOverWhenAsked();
        quotaExceeded.increment(namespace);
    }

    /// A packet came in, of whatever kind; a four-letter word is one too.
    public void packetReceived() {
        startOverWhenAsked();
        packetsReceived++;
    }

    /// A packet went out, of whatever kind; watch events and the texts of four-letter words too.
    public void packetSent() {
        startOverWhenAsked();
        packetsSent++;
    }

    /// A request was answered, or a session opened, so many milliseconds after it came in. Pings,
    /// auth and SASL packets are left out. Counts no packet.
    public void answered(long latencyMillis) {
        startOverWhenAsked();
        latency.record(Math.max(latencyMillis, 0));
    }

    /// A response or a watch event of so many bytes, without its length prefix, was made at
    /// `nowMillis`. The answer to a handshake is left out.
    public void responded(int responseBytes, long nowMillis) {
        startOverWhenAsked();
        lastResponseBytes = responseBytes;
        lastResponseMillis = nowMillis;
        minResponseBytes = Math.min(minResponseBytes, responseBytes);
        maxResponseBytes = Math.max(maxResponseBytes, responseBytes);
    }

    private void record(SummarySet set, byte[] bytes, int from, int to, long value) {
        startOverWhenAsked();
        cells(set).record(bytes, from, to, value);
    }

    private KeyedCells cells(SummarySet set) {
        KeyedCells byKey = keyed[set.ordinal()];
        if (byKey == null) {
            byKey = new KeyedCells(set.advanced());
            keyed[set.ordinal()] = byKey;
        }
        return byKey;
    }

    private void startOverWhenAsked() {
        int now = metrics.epoch();
        if (epoch != now) {
            clear();
            epoch = now;
        }
    }

    private void clear() {
        java.util.Arrays.fill(counts, 0);
        for (Cell cell : cells) {
            if (cell != null) {
                cell.clear();
            }
        }
        for (KeyedCells byKey : keyed) {
            if (byKey != null) {
                byKey.clear();
            }
        }
        quotaExceeded.clear();
        latency.clear();
        packetsReceived = 0;
        packetsSent = 0;
        lastResponseBytes = -1;
        lastResponseMillis = 0;
        minResponseBytes = Long.MAX_VALUE;
        maxResponseBytes = -1;
    }

    /// Whether what is here belongs to the present, and not to the time before a reset.
    boolean isOf(int currentEpoch) {
        return epoch == currentEpoch;
    }

    long counted(Counter counter) {
        return counts[counter.ordinal()];
    }

    void addTo(Cell total, Summary summary) {
        Cell cell = cells[summary.ordinal()];
        if (cell != null) {
            cell.addTo(total);
        }
    }

    @Nullable KeyedCells keyed(SummarySet set) {
        return keyed[set.ordinal()];
    }

    KeyedCounts quotaExceeded() {
        return quotaExceeded;
    }

    void addTo(TrafficTotal total) {
        latency.addTo(total.latency);
        total.packetsReceived += packetsReceived;
        total.packetsSent += packetsSent;
        total.minResponseBytes = Math.min(total.minResponseBytes, minResponseBytes);
        total.maxResponseBytes = Math.max(total.maxResponseBytes, maxResponseBytes);
        if (lastResponseBytes >= 0 && lastResponseMillis >= total.lastResponseMillis) {
            total.lastResponseMillis = lastResponseMillis;
            total.lastResponseBytes = lastResponseBytes;
        }
    }
}
