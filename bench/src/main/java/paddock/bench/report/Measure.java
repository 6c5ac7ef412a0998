package paddock.bench.report;

/// One thing that is measured, and its unit.
public record Measure(String name, String unit) {
    public static final Measure SERVER_CPU = new Measure("server CPU", "us/op");
    public static final Measure THROUGHPUT = new Measure("throughput", "op/s");
    public static final Measure P50 = new Measure("p50", "ms");
    public static final Measure P95 = new Measure("p95", "ms");
    public static final Measure P99 = new Measure("p99", "ms");
    public static final Measure P999 = new Measure("p99.9", "ms");
    public static final Measure MAX = new Measure("max", "ms");
    public static final Measure RSS = new Measure("RSS", "MiB");
    public static final Measure PEAK_RSS = new Measure("peak RSS", "MiB");
    public static final Measure LIVE_HEAP = new Measure("live heap", "MiB");
    public static final Measure GC_LONGEST = new Measure("longest GC pause", "ms");
    public static final Measure GC_TOTAL = new Measure("GC pauses in all", "ms");
    public static final Measure WRITTEN = new Measure("written", "B/op");
    public static final Measure GENERATOR_CPU = new Measure("generator CPU", "us/op");
    public static final Measure HEAP_PER_ZNODE = new Measure("heap per znode", "B");
    public static final Measure EMPTY_HEAP = new Measure("empty live heap", "MiB");
    public static final Measure START = new Measure("exec to imok", "ms");
    public static final Measure START_CPU = new Measure("CPU until imok", "ms");
    public static final Measure FIRST_SESSION = new Measure("exec to first session", "ms");
    public static final Measure RESTART = new Measure("exec to first read", "ms");
    public static final Measure RESTART_CPU = new Measure("CPU until first read", "ms");
    public static final Measure ALL_SESSIONS = new Measure("until all sessions", "ms");
    public static final Measure RETRIES = new Measure("connected anew", "");
    public static final Measure CPU_PER_SESSION = new Measure("CPU per session", "us");
    public static final Measure LAST_EVENT = new Measure("set to last event", "ms");
    public static final Measure CPU_PER_EVENT = new Measure("CPU per event", "us");
    public static final Measure HEAP_PER_WATCH = new Measure("heap per watch", "B");
    public static final Measure HEAP_PER_SESSION = new Measure("heap per connection", "B");

    public static final Measure GAP = new Measure("longest time without an update", "ms");
    public static final Measure USUAL_GAP = new Measure("the same before", "ms");
    public static final Measure ELECTION = new Measure("election of the next leader", "ms");
    public static final Measure RECONNECTIONS = new Measure("connections lost", "");
    public static final Measure ABSENT_UPDATES = new Measure("updates missed", "");
    public static final Measure ANSWERING = new Measure("exec to answering", "ms");
    public static final Measure REJOIN = new Measure("answering to serving", "ms");
    public static final Measure SNAPSHOT_SYNCS = new Measure("synced by snapshot", "");

    public static final Measure EXPIRED = new Measure("first due to last ephemeral gone", "ms");
    public static final Measure FIRST_EXPIRED = new Measure("first due to first gone", "ms");
    public static final Measure CPU_PER_EXPIRY = new Measure("CPU per expired session", "us");
    public static final Measure THREADS = new Measure("threads", "");
    public static final Measure DESCRIPTORS = new Measure("file descriptors", "");
    public static final Measure DATA_FILES = new Measure("data files", "");
    public static final Measure SNAPSHOTS = new Measure("snapshots in the window", "");

    /// Which way a figure speaks for a server.
    public enum Better {
        MORE,
        LESS,
        NEITHER
    }

    /// Counts, and what the generator itself costs, say nothing about the server's merit.
    public Better better() {
        if (unit.isEmpty() || equals(GENERATOR_CPU)) {
            return Better.NEITHER;
        }
        return unit.equals(THROUGHPUT.unit()) ? Better.MORE : Better.LESS;
    }

    /// The same of something else: `with(" without snapshots")`, say.
    public Measure with(String suffix) {
        return new Measure(name + suffix, unit);
    }

    /// Name and unit, as a table shows them.
    public String title() {
        return unit.isEmpty() ? name : name + ", " + unit;
    }
}
