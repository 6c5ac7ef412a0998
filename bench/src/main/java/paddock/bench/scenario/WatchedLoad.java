package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.Frames;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.Session;
import paddock.bench.load.Swarm;
import paddock.bench.load.Traffic;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A load on a server that keeps very many watches, none of which fires: some sessions each watch
/// the same znodes, and the load goes elsewhere.
record WatchedLoad(LoadScenario load, int watches) implements Scenario {
    private static final int SESSIONS = 100;
    private static final int AT_ONCE = 64;
    private static final int TIMEOUT_MILLIS = Math.toIntExact(Duration.ofMinutes(10).toMillis());
    private static final String PARENT = "/watched";

    @Override
    public String name() {
        return load.name();
    }

    @Override
    public String summary() {
        return load.summary() + " beside watches";
    }

    @Override
    public int heapMegabytes() {
        return load.heapMegabytes();
    }

    private static String path(long number) {
        return "%s/znode-%07d".formatted(PARENT, number);
    }

    private int sessions() {
        return Math.min(SESSIONS, watches);
    }

    private int paths() {
        return Math.max(1, watches / sessions());
    }

    @Override
    public String conditions(Lab lab) {
        return String.format(
                Locale.ROOT,
                "%s, beside %d sessions that watch the same %,d znodes",
                load.conditions(lab),
                sessions(),
                paths());
    }

    @Override
    public Sample run(Home home, Lab lab) {
        LoadPlan plan = load.plan(lab);
        try (ServerProcess server = lab.serving(home);
                Session session = Session.open(server.address());
                Swarm watchers = new Swarm(server.addresses(), TIMEOUT_MILLIS)) {
            session.create(PARENT, new byte[0]);
            Population.create(server.address(), paths(), WatchedLoad::path, new byte[0]);
            Traffic.Source source = load.setScene(server, plan, lab);
            watchers.connect(sessions());
            long unwatched = server.liveHeapBytes();
            watch(watchers);
            double heap = (double) server.liveHeapBytes() - unwatched;
            CostWindow window = new CostWindow(server, lab.profile(home, name()));
            return window.sample(LoadGenerator.run(server.addresses(), plan, source, window))
                    .with(Measure.HEAP_PER_WATCH, heap / sessions() / paths());
        } catch (IOException e) {
            throw new LoadFailure("cannot watch: " + e, e);
        }
    }

    private void watch(Swarm watchers) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < paths(); i++) {
            frames.add(Frames.request(i + 1, new Request.GetData(path(i), true)));
            if (frames.size() == AT_ONCE || i + 1 == paths()) {
                watchers.callAll(frames);
                frames.clear();
            }
        }
    }
}
