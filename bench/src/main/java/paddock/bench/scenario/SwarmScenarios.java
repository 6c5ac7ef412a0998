package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.Frames;
import paddock.bench.load.LoadFailure;
import paddock.bench.load.Session;
import paddock.bench.load.Swarm;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;
import paddock.bench.report.Spread;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The scenarios with very many connections.
final class SwarmScenarios {
    private static final int SIZE = 10_000;

    private SwarmScenarios() {}

    /// All connections arrive at once.
    record ConnectionStorm() implements Scenario {
        @Override
        public String name() {
            return "connection-storm";
        }

        @Override
        public String summary() {
            return "10,000 connections at once, until all have sessions";
        }

        @Override
        public int backlog() {
            return 0;
        }

        @Override
        public String conditions(Lab lab) {
            return String.format(
                    Locale.ROOT,
                    "%,d connections at once, until all have sessions, %s",
                    lab.size().orElse(SIZE),
                    lab.knobs().backlog() > 0
                            ? String.format(Locale.ROOT, "%,d may wait", lab.knobs().backlog())
                            : "as many may wait as each server says");
        }

        @Override
        public Sample run(Home home, Lab lab) {
            int size = lab.size().orElse(SIZE);
            try (ServerProcess server = lab.serving(home);
                    Swarm swarm = new Swarm(server.address())) {
                long empty = server.liveHeap().bytes();
                CostWindow window = new CostWindow(server, lab.profile(home, name()));
                window.opened();
                double millis = Units.millis(swarm.connect(size));
                window.closed();
                double heap = (double) server.liveHeap().bytes() - empty;
                return new Sample()
                        .with(Measure.ALL_SESSIONS, millis)
                        .with(Measure.RETRIES, swarm.retries())
                        .with(Measure.CPU_PER_SESSION, window.cpuMicros() / size)
                        .with(Measure.HEAP_PER_SESSION, heap / size)
                        .with(Measure.RSS, Units.mebibytes(server.cost().rssBytes()));
            } catch (IOException e) {
                throw new LoadFailure("the connection storm failed: " + e, e);
            }
        }
    }

    /// Many watchers of one znode, which changes.
    record WatchFanout() implements Scenario {
        /// Before the window, as other loads have a warm-up: compilers take more time of the first
        /// changes than the events do.
        private static final int WARM_UP_CHANGES = 20;

        private static final int CHANGES = 21;
        private static final String PATH = "/watched";

        @Override
        public String name() {
            return "watch-fanout";
        }

        @Override
        public String summary() {
            return "10,000 watchers on one znode, set to last event; heap per watch";
        }

        @Override
        public String conditions(Lab lab) {
            return String.format(
                    Locale.ROOT,
                    "%,d watchers on one znode, set to last event, median of %d changes after %d",
                    lab.size().orElse(SIZE),
                    CHANGES,
                    WARM_UP_CHANGES);
        }

        @Override
        public Sample run(Home home, Lab lab) {
            int size = lab.size().orElse(SIZE);
            try (ServerProcess server = lab.serving(home);
                    Session setter = Session.open(server.address());
                    Swarm swarm = new Swarm(server.address())) {
                setter.create(PATH, new byte[0]);
                swarm.connect(size);
                long unwatched = server.liveHeap().bytes();
                byte[] watch = Frames.request(1, new Request.GetData(PATH, true));
                swarm.call(watch);
                double heap = (double) server.liveHeap().bytes() - unwatched;
                List<Double> millis = new ArrayList<>();
                long eventNanos = 0;
                CostWindow window = new CostWindow(server, lab.profile(home, name()));
                for (int i = 0; i < WARM_UP_CHANGES; i++) {
                    setter.call(new Request.SetData(PATH, new byte[0], -1));
                    swarm.awaitOneEach();
                    swarm.call(watch);
                }
                window.opened();
                for (int i = 0; i < CHANGES; i++) {
                    if (i > 0) {
                        swarm.call(watch);
                    }
                    long cpuNanos = server.cost().cpuNanos();
                    long start = System.nanoTime();
                    setter.call(new Request.SetData(PATH, new byte[0], -1));
                    swarm.awaitOneEach();
                    millis.add((System.nanoTime() - start) / 1e6);
                    eventNanos += server.cost().cpuNanos() - cpuNanos;
                }
                window.closed();
                return new Sample()
                        .with(Measure.LAST_EVENT, Spread.of(millis).median())
                        .with(Measure.CPU_PER_EVENT, eventNanos / 1e3 / CHANGES / size)
                        .with(Measure.HEAP_PER_WATCH, heap / size)
                        .with(Measure.RETRIES, swarm.retries())
                        .with(Measure.RSS, Units.mebibytes(server.cost().rssBytes()));
            } catch (IOException e) {
                throw new LoadFailure("the watch fan-out failed: " + e, e);
            }
        }
    }
}
