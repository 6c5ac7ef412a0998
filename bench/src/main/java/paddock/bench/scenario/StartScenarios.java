package paddock.bench.scenario;

import paddock.bench.home.Home;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.LoadFailure;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;

import java.util.concurrent.TimeUnit;

/// The scenarios of a server with nothing to do.
final class StartScenarios {
    private StartScenarios() {}

    /// From exec to the first `imok`, on an empty folder.
    record Start() implements Scenario {
        @Override
        public String name() {
            return "start";
        }

        @Override
        public String summary() {
            return "start with an empty folder, exec to the first imok";
        }

        @Override
        public String conditions(Lab lab) {
            return summary();
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (ServerProcess server = lab.start(home)) {
                double imok = Units.millis(server.awaitImok());
                double cpu = server.cost().cpuNanos() / 1e6;
                return new Sample()
                        .with(Measure.START, imok)
                        .with(Measure.START_CPU, cpu)
                        .with(Measure.FIRST_SESSION, Units.millis(Lab.awaitSession(server)));
            }
        }
    }

    /// What an idle server keeps.
    record Idle() implements Scenario {
        private static final long SETTLE_SECONDS = 5;

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public String summary() {
            return "memory of an empty, idle server, 5 s after its start";
        }

        @Override
        public String conditions(Lab lab) {
            return summary();
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (ServerProcess server = lab.serving(home)) {
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                double rss = Units.mebibytes(server.cost().rssBytes());
                return new Sample()
                        .with(Measure.RSS, rss)
                        .with(Measure.LIVE_HEAP, Units.mebibytes(server.liveHeap().bytes()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoadFailure("interrupted", e);
            }
        }
    }
}
