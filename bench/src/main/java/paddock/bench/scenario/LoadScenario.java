package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ProcessCost;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.LoadResult;
import paddock.bench.load.Session;
import paddock.bench.load.Traffic;
import paddock.bench.load.Window;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Requests over some connections for some time: cost, throughput and latency.
record LoadScenario(
        String name, String summary, int connections, int outstanding, int dataBytes, Scene scene)
        implements Scenario {

    /// Creates what the requests need, and says what each connection sends.
    @FunctionalInterface
    interface Scene {
        Traffic.Source set(Session session, int connections, byte[] data) throws IOException;
    }

    @Override
    public boolean runsOn(int servers) {
        return true;
    }

    @Override
    public String conditions(Lab lab) {
        LoadPlan plan = lab.plan(connections, outstanding);
        String pace =
                switch (plan.pace()) {
                    case LoadPlan.Pace.Closed closed -> "closed loop";
                    case LoadPlan.Pace.Open(double rate) ->
                            String.format(Locale.ROOT, "open loop at %,.0f/s", rate);
                };
        return String.format(
                Locale.ROOT,
                "%s, %d server%s, %d connections x %d outstanding, %d B, %s, warm-up %.1f s, window"
                        + " %.1f s",
                summary,
                lab.servers(),
                lab.servers() == 1 ? "" : "s",
                plan.connections(),
                plan.outstanding(),
                lab.dataBytes().orElse(dataBytes),
                pace,
                lab.warmUp().toMillis() / 1e3,
                lab.window().toMillis() / 1e3);
    }

    @Override
    public Sample run(Home home, Lab lab) {
        LoadPlan plan = lab.plan(connections, outstanding);
        try (Servers server = lab.servingAll(home)) {
            Traffic.Source source = setScene(server, plan, lab);
            CostWindow window = new CostWindow(server, profile(home, lab));
            LoadResult result = LoadGenerator.run(server.addresses(), plan, source, window);
            return sample(result, window, server);
        }
    }

    private Optional<Path> profile(Home home, Lab lab) {
        return lab.profiles()
                .map(
                        folder ->
                                folder.resolve(
                                        "%s-%s-%d.jfr"
                                                .formatted(
                                                        home.label(),
                                                        name.replaceAll("\\W", "-"),
                                                        System.currentTimeMillis())));
    }

    private Traffic.Source setScene(Servers server, LoadPlan plan, Lab lab) {
        byte[] data = new byte[lab.dataBytes().orElse(dataBytes)];
        try (Session session = Session.open(server.addresses().getFirst())) {
            Traffic.Source source = scene.set(session, plan.connections(), data);
            for (InetSocketAddress each : server.addresses()) {
                try (Session upToDate = Session.open(each)) {
                    upToDate.call(new Request.Sync("/"));
                }
            }
            return source;
        } catch (IOException e) {
            throw new LoadFailure("cannot set the scene of " + name + ": " + e, e);
        }
    }

    private static Sample sample(LoadResult result, CostWindow window, Servers server) {
        double operations = result.operations();
        return new Sample()
                .with(Measure.SERVER_CPU, window.cpuNanos() / 1e3 / operations)
                .with(Measure.THROUGHPUT, result.operationsPerSecond())
                .with(Measure.P50, result.latencyMillis(50))
                .with(Measure.P95, result.latencyMillis(95))
                .with(Measure.P99, result.latencyMillis(99))
                .with(Measure.P999, result.latencyMillis(99.9))
                .with(Measure.MAX, result.maxLatencyMillis())
                .with(Measure.RSS, Units.mebibytes(window.after.rssBytes()))
                .with(Measure.LIVE_HEAP, Units.mebibytes(server.liveHeapBytes()))
                .with(Measure.WRITTEN, window.writtenBytes() / operations)
                .with(Measure.GENERATOR_CPU, result.generatorCpuMicrosPerOperation());
    }

    /// Reads the server's cost at both ends of the window.
    private static final class CostWindow implements Window {
        private final Servers server;
        private final Optional<Path> profile;
        private ProcessCost before;
        private ProcessCost after;

        CostWindow(Servers server, Optional<Path> profile) {
            this.server = server;
            this.profile = profile;
            this.before = server.cost();
            this.after = before;
        }

        @Override
        public void opened() {
            profile.ifPresent(file -> server.startProfile());
            before = server.cost();
        }

        @Override
        public void closed() {
            after = server.cost();
            profile.ifPresent(server::stopProfile);
        }

        long cpuNanos() {
            return after.cpuNanos() - before.cpuNanos();
        }

        double writtenBytes() {
            return (double) after.writtenBytes() - before.writtenBytes();
        }
    }
}
