package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.LoadResult;
import paddock.bench.load.Window;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Updates at a steady rate to a server with a big tree, while it writes snapshots and while it
/// does not.
///
/// One server, one tree; before each of the two windows it is started anew, with `snapCount` out of
/// reach first, and then so low that several snapshots fall into the window. Both windows begin
/// with the same warm-up, so that nothing but the snapshots tells them apart.
record SnapshotLoad() implements Scenario {
    private static final int LEAVES = 1_000_000;
    private static final int DATA_BYTES = 100;
    private static final int HEAP_MEGABYTES = 4000;
    private static final int CONNECTIONS = 16;
    private static final int OUTSTANDING = 64;
    private static final int UPDATED = 4096;
    private static final double RATE = 2_000;
    private static final int SNAPSHOTS_WANTED = 4;
    private static final int FEWEST = 2;

    @Override
    public String name() {
        return "snapshot-load";
    }

    @Override
    public String summary() {
        return "updates at a steady rate at 1 M znodes, with snapshots under way and without";
    }

    @Override
    public int heapMegabytes() {
        return HEAP_MEGABYTES;
    }

    @Override
    public String conditions(Lab lab) {
        return String.format(
                Locale.ROOT,
                "%,d znodes, leaves of %d B; open loop of updates at %,.0f/s, warm-up %.1f s,"
                        + " window %.1f s, with snapCount %,d, and without snapshots",
                tree(lab).znodes(),
                tree(lab).dataBytes(),
                rate(lab),
                lab.warmUp().toMillis() / 1e3,
                lab.window().toMillis() / 1e3,
                snapCount(lab));
    }

    private static BigTree tree(Lab lab) {
        return new BigTree(lab.size().orElse(LEAVES), lab.dataBytes().orElse(DATA_BYTES));
    }

    private static double rate(Lab lab) {
        return switch (lab.pace()) {
            case LoadPlan.Pace.Closed closed -> RATE;
            case LoadPlan.Pace.Open(double rate) -> rate;
        };
    }

    /// Such that several snapshots fall due in the window.
    static int snapCount(Lab lab) {
        double updates = rate(lab) * lab.window().toNanos() / 1e9;
        return (int) Math.max(FEWEST, updates / SNAPSHOTS_WANTED);
    }

    @Override
    public Sample run(Home home, Lab lab) {
        try (ServerProcess server = lab.serving(home)) {
            tree(lab).load(server.address());
            server.crashAndRestart(Integer.MAX_VALUE);
            Measured without = measure(server, home, lab);
            server.crashAndRestart(snapCount(lab));
            Measured with = measure(server, home, lab);
            if (with.snapshots == 0) {
                throw new LoadFailure("no snapshot in the window; give it a longer one");
            }
            Sample sample = new Sample();
            with.tell(sample, "");
            without.tell(sample, " without snapshots");
            return sample.with(Measure.SNAPSHOTS, with.snapshots)
                    .with(Measure.PEAK_RSS, Units.mebibytes(server.cost().peakRssBytes()));
        }
    }

    private Measured measure(ServerProcess server, Home home, Lab lab) {
        Lab.awaitSession(server);
        LoadPlan plan = lab.at(new LoadPlan.Pace.Open(rate(lab))).plan(CONNECTIONS, OUTSTANDING);
        BigTree tree = tree(lab);
        CostWindow window = new CostWindow(server, lab.profile(home, name()));
        Set<String> before = new HashSet<>();
        LoadResult result =
                LoadGenerator.run(
                        server.addresses(),
                        plan,
                        Scenes.over(
                                tree.spread(UPDATED),
                                0,
                                1,
                                plan.connections(),
                                new byte[tree.dataBytes()]),
                        new CountingWindow(window, server, before));
        Set<String> written = new HashSet<>(server.snapshotFiles());
        written.removeAll(before);
        return new Measured(result, window, written.size());
    }

    /// Notes which snapshots were there when the window opened.
    private record CountingWindow(CostWindow cost, ServerProcess server, Set<String> there)
            implements Window {
        @Override
        public void opened() {
            there.addAll(server.snapshotFiles());
            cost.opened();
        }

        @Override
        public void closed() {
            cost.closed();
        }
    }

    private record Measured(LoadResult result, CostWindow window, int snapshots) {
        void tell(Sample sample, String suffix) {
            sample.with(Measure.P999.with(suffix), result.latencyMillis(99.9))
                    .with(Measure.MAX.with(suffix), result.maxLatencyMillis())
                    .with(Measure.P99.with(suffix), result.latencyMillis(99))
                    .with(Measure.P50.with(suffix), result.latencyMillis(50))
                    .with(Measure.SERVER_CPU.with(suffix), window.cpuMicros() / result.operations())
                    .with(Measure.THROUGHPUT.with(suffix), result.operationsPerSecond())
                    .with(Measure.GC_LONGEST.with(suffix), window.gcPauses().longestMillis());
        }
    }
}
