package paddock.bench.scenario;

import paddock.bench.home.GcPauses;
import paddock.bench.home.ProcessCost;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadResult;
import paddock.bench.load.Window;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;

import java.nio.file.Path;
import java.util.Optional;

/// Reads what the servers cost at both ends of a measured window.
final class CostWindow implements Window {
    private final Servers server;
    private final Optional<Path> profile;
    private ProcessCost before;
    private ProcessCost after;
    private long openedAt;
    private long closedAt;

    /// With a flight recording of the window, if one is wanted.
    CostWindow(Servers server, Optional<Path> profile) {
        this.server = server;
        this.profile = profile;
        this.before = server.cost();
        this.after = before;
    }

    @Override
    public void opened() {
        profile.ifPresent(file -> server.startProfile());
        openedAt = System.nanoTime();
        before = server.cost();
    }

    @Override
    public void closed() {
        after = server.cost();
        closedAt = System.nanoTime();
        profile.ifPresent(server::stopProfile);
    }

    double cpuMicros() {
        return (after.cpuNanos() - before.cpuNanos()) / 1e3;
    }

    GcPauses gcPauses() {
        return server.gcPauses().between(openedAt, closedAt);
    }

    /// The figures of a load whose window this was. Collects the servers' garbage.
    Sample sample(LoadResult result) {
        double operations = result.operations();
        GcPauses pauses = gcPauses();
        return new Sample()
                .with(Measure.SERVER_CPU, cpuMicros() / operations)
                .with(Measure.THROUGHPUT, result.operationsPerSecond())
                .with(Measure.P50, result.latencyMillis(50))
                .with(Measure.P95, result.latencyMillis(95))
                .with(Measure.P99, result.latencyMillis(99))
                .with(Measure.P999, result.latencyMillis(99.9))
                .with(Measure.MAX, result.maxLatencyMillis())
                .with(Measure.GC_LONGEST, pauses.longestMillis())
                .with(Measure.GC_TOTAL, pauses.totalMillis())
                .with(Measure.RSS, Units.mebibytes(after.rssBytes()))
                .with(Measure.LIVE_HEAP, Units.mebibytes(server.liveHeapBytes()))
                .with(
                        Measure.WRITTEN,
                        ((double) after.writtenBytes() - before.writtenBytes()) / operations)
                .with(Measure.GENERATOR_CPU, result.generatorCpuMicrosPerOperation());
    }
}
