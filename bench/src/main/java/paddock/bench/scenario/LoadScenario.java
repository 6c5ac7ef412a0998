package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.LoadResult;
import paddock.bench.load.Session;
import paddock.bench.load.Traffic;
import paddock.bench.report.Sample;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/// Requests over some connections for some time: cost, throughput and latency.
record LoadScenario(
        String name,
        String summary,
        int connections,
        int outstanding,
        int dataBytes,
        int heapMegabytes,
        Scene scene)
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
        LoadPlan plan = plan(lab);
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

    /// How it loads, unless the user gave other numbers.
    LoadPlan plan(Lab lab) {
        return lab.plan(connections, outstanding);
    }

    @Override
    public Sample run(Home home, Lab lab) {
        LoadPlan plan = plan(lab);
        try (Servers server = lab.servingAll(home)) {
            Traffic.Source source = setScene(server, plan, lab);
            CostWindow window = new CostWindow(server, lab.profile(home, name));
            LoadResult result = LoadGenerator.run(server.addresses(), plan, source, window);
            return window.sample(result);
        }
    }

    /// Creates what the requests need, on all servers.
    Traffic.Source setScene(Servers server, LoadPlan plan, Lab lab) {
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
}
