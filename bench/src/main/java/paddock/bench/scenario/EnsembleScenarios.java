package paddock.bench.scenario;

import paddock.bench.home.EnsembleProcess;
import paddock.bench.home.Home;
import paddock.bench.home.HomeException;
import paddock.bench.home.ServerProcess;
import paddock.bench.load.LoadFailure;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The scenarios that need an ensemble: what a client notices when servers come and go.
final class EnsembleScenarios {
    private static final int SMALLEST = 3;

    private EnsembleScenarios() {}

    /// The leader is killed or told to stop while clients of the other members update.
    record LeaderLoss(String name, boolean graceful) implements Scenario {
        private static final Duration AFTER = Duration.ofSeconds(2);

        @Override
        public String summary() {
            return (graceful ? "SIGTERM to" : "kill -9 of")
                    + " the leader, longest time without an acknowledged update";
        }

        @Override
        public boolean runsOn(int servers) {
            return servers >= SMALLEST;
        }

        @Override
        public String conditions(Lab lab) {
            return String.format(
                    Locale.ROOT,
                    "%s; %d servers, tickTime 2000, %d clients of the followers with one update"
                            + " outstanding, warm-up %.1f s",
                    summary(),
                    lab.servers(),
                    lab.connections().orElse(Updaters.COUNT),
                    lab.warmUp().toMillis() / 1e3);
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (EnsembleProcess ensemble = lab.ensemble(home)) {
                ServerProcess leader = ensemble.leader();
                List<InetSocketAddress> followers =
                        ensemble.members().stream()
                                .filter(member -> member != leader)
                                .map(ServerProcess::address)
                                .toList();
                int clients = lab.connections().orElse(Updaters.COUNT);
                try (Updaters updaters = Updaters.start(followers, clients)) {
                    updaters.goOnFor(lab.warmUp());
                    Map<ServerProcess, Double> elected = electionMillis(ensemble, leader);
                    long lost = System.nanoTime();
                    if (graceful) {
                        leader.terminate();
                    } else {
                        leader.kill();
                    }
                    updaters.goOnUntilAfter(lost);
                    updaters.goOnFor(AFTER);
                    long end = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
                    updaters.finish();
                    ServerProcess next = ensemble.leader();
                    long usual = lab.warmUp().dividedBy(2).toNanos();
                    return new Sample()
                            .with(Measure.GAP, updaters.longestGapMillis(lost, end))
                            .with(
                                    Measure.USUAL_GAP,
                                    updaters.longestGapMillis(lost - usual, lost - 1))
                            .with(
                                    Measure.ELECTION,
                                    next.electionMillis() - elected.getOrDefault(next, 0.0))
                            .with(Measure.RECONNECTIONS, updaters.reconnections());
                }
            }
        }

        private static Map<ServerProcess, Double> electionMillis(
                EnsembleProcess ensemble, ServerProcess leader) {
            return ensemble.members().stream()
                    .filter(member -> !member.equals(leader))
                    .collect(Collectors.toMap(member -> member, ServerProcess::electionMillis));
        }
    }

    /// A follower with a big tree dies, and comes back to others that went on.
    record Rejoin() implements Scenario {
        private static final int LEAVES = 1_000_000;
        private static final int DATA_BYTES = 100;
        private static final int HEAP_MEGABYTES = 4000;
        private static final Duration ABSENCE = Duration.ofSeconds(10);
        private static final long UPDATE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

        private static BigTree tree(Lab lab) {
            return new BigTree(lab.size().orElse(LEAVES), lab.dataBytes().orElse(DATA_BYTES));
        }

        @Override
        public String name() {
            return "rejoin";
        }

        @Override
        public String summary() {
            return "a follower with 1 M znodes, absent for 10 s, until it serves again";
        }

        @Override
        public boolean runsOn(int servers) {
            return servers >= SMALLEST;
        }

        @Override
        public String conditions(Lab lab) {
            return String.format(
                    Locale.ROOT,
                    "%,d znodes of %d B on %d servers; a follower is killed, absent for 10 s of"
                            + " some 100 updates a second, and started",
                    tree(lab).znodes(),
                    tree(lab).dataBytes(),
                    lab.servers());
        }

        @Override
        public int heapMegabytes() {
            return HEAP_MEGABYTES;
        }

        @Override
        public Sample run(Home home, Lab lab) {
            try (EnsembleProcess ensemble = lab.ensemble(home)) {
                ServerProcess leader = ensemble.leader();
                tree(lab).load(leader.address());
                ServerProcess follower =
                        ensemble.members().stream()
                                .filter(member -> member != leader)
                                .findFirst()
                                .orElseThrow(() -> new HomeException("nobody follows"));
                try (Updaters updaters =
                        Updaters.start(
                                List.of(leader.address()),
                                Updaters.COUNT / 2,
                                UPDATE_PAUSE_NANOS)) {
                    updaters.goOnFor(Duration.ofSeconds(1));
                    follower.kill();
                    double snapshots = leader.snapshotsSent();
                    int before = updaters.count();
                    updaters.goOnFor(ABSENCE);
                    double missed = (double) updaters.count() - before;
                    follower.restart();
                    double answering = Units.millis(follower.awaitImok());
                    double serving = Units.millis(Lab.awaitSession(follower));
                    updaters.finish();
                    return new Sample()
                            .with(Measure.REJOIN, serving - answering)
                            .with(Measure.ANSWERING, answering)
                            .with(Measure.SNAPSHOT_SYNCS, leader.snapshotsSent() - snapshots)
                            .with(Measure.ABSENT_UPDATES, missed);
                }
            }
        }
    }

    static LoadFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LoadFailure("interrupted", e);
    }
}
