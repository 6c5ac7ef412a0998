package paddock.bench;

import org.jspecify.annotations.Nullable;

import paddock.bench.home.Knobs;
import paddock.bench.load.LoadPlan;
import paddock.bench.scenario.Lab;
import paddock.bench.scenario.Scenario;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The options that say how to measure; they hold for every server of a run alike.
final class LabOptions {
    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Load before the measured window (default: ${DEFAULT-VALUE}).")
    double warmUpSeconds = 8;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description = "The measured window (default: ${DEFAULT-VALUE}).")
    double windowSeconds = 8;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            description =
                    "Open loop at this rate, latency from when a request was due (default: closed"
                            + " loop).")
    @Nullable Double rate;

    @Option(
            names = "--threads",
            description = "Threads of the load generator (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(
            names = "--servers",
            description =
                    "Members of the ensemble under test; 1 is a server that stands alone (default:"
                            + " ${DEFAULT-VALUE}).")
    int servers = 1;

    @Option(names = "--connections", description = "In place of the scenario's own number.")
    @Nullable Integer connections;

    @Option(
            names = "--outstanding",
            description = "Requests in flight on each connection, in place of the scenario's own.")
    @Nullable Integer outstanding;

    @Option(
            names = "--size",
            description = "Znodes, watchers or connections, in place of the scenario's own number.")
    @Nullable Integer size;

    @Option(
            names = "--data-bytes",
            description = "Data of a znode, in place of the scenario's own size.")
    @Nullable Integer dataBytes;

    @Option(
            names = "--heap",
            paramLabel = "MEGABYTES",
            description = "-Xmx of every server (default: 2000, and 4000 for big trees).")
    @Nullable Integer heapMegabytes;

    @Option(
            names = "--no-force-sync",
            description = "Servers answer updates before they are forced to disk.")
    boolean noForceSync;

    @Option(
            names = "--snap-count",
            description = "Transactions between snapshots (default: each server's own).")
    int snapCount;

    @Option(
            names = "--backlog",
            paramLabel = "CONNECTIONS",
            description =
                    "How many may wait to be accepted; 0: each server's own number (default: "
                            + Scenario.DEFAULT_BACKLOG
                            + ", and 0 for connection-storm).")
    @Nullable Integer backlog;

    @Option(
            names = "--jvm-flag",
            paramLabel = "FLAG",
            description = "A further flag for every server's JVM; may be repeated.")
    List<String> jvmFlags = new ArrayList<>();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where servers keep their data (default: ${DEFAULT-VALUE}).")
    Path work = Path.of(System.getProperty("java.io.tmpdir"), "paddock-bench");

    @Option(
            names = "--profile",
            paramLabel = "FOLDER",
            description =
                    "Writes a flight recording of each load's window ('jfr view hot-methods FILE'"
                            + " shows it); costs the servers a little.")
    @Nullable Path profiles;

    private static final int ECHO_DATA_BYTES = 1024;

    /// The lab for one scenario.
    Lab lab(Scenario scenario) {
        if (!scenario.runsOn(servers)) {
            throw new IllegalArgumentException(
                    "%s does not run on --servers %d".formatted(scenario.name(), servers));
        }
        return lab(scenario.heapMegabytes(), scenario.backlog());
    }

    /// The lab for servers that get this heap and queue of connections unless the user says
    /// otherwise.
    Lab lab(int usualHeapMegabytes, int usualBacklog) {
        if (servers < 1) {
            throw new IllegalArgumentException("--servers " + servers + ": at least 1");
        }
        Knobs knobs =
                new Knobs(
                        Path.of(System.getProperty("java.home")),
                        heapMegabytes == null ? usualHeapMegabytes : heapMegabytes,
                        !noForceSync,
                        snapCount,
                        backlog == null ? usualBacklog : backlog,
                        jvmFlags,
                        dataBytes == null ? ECHO_DATA_BYTES : dataBytes);
        return new Lab(
                knobs,
                servers,
                work.toAbsolutePath(),
                seconds(warmUpSeconds),
                seconds(windowSeconds),
                rate == null ? new LoadPlan.Pace.Closed() : new LoadPlan.Pace.Open(rate),
                threads,
                optional(connections),
                optional(outstanding),
                optional(size),
                optional(dataBytes),
                Optional.ofNullable(profiles).map(Path::toAbsolutePath));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
