package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.server.ServerKind;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// An ensemble whose servers are replaced one by one by the other kind, on the same data folders,
/// as `docs/migration.md` says, while clients work.
class RollingMigrationIT {
    private static final int TIMEOUT_MILLIS = 20_000;

    /// Far more than an election takes, on a machine where everything else may run too.
    private static final long LONGEST_GAP_NANOS = TimeUnit.SECONDS.toNanos(15);

    @Execution(CONCURRENT)
    @Test
    void serversAreReplacedOneByOneAndBack() {
        try (var ensemble =
                EnsembleUnderTest.of(
                        Trees.readable(EnsembleUnderTest.options()),
                        ServerKind.APACHE,
                        ServerKind.APACHE,
                        ServerKind.APACHE)) {
            ensemble.startAll();
            var founder = ensemble.leader().session(TIMEOUT_MILLIS);
            try (var crew = Crew.start(founder, ensemble.addresses(), 4, 20_261_127L)) {
                work(ensemble, crew);
                long start = System.nanoTime();
                replaceAll(ensemble, crew, ServerKind.PADDOCK);
                replaceAll(ensemble, crew, ServerKind.APACHE);
                long end = System.nanoTime();
                crew.finish();

                var observations = crew.observations();
                assertThat(History.contradictions(observations, History.Sync.WHILE_LEADER))
                        .isEmpty();
                assertThat(History.longestGap(observations, start, end))
                        .isLessThan(LONGEST_GAP_NANOS);
                var tree = Trees.assertSame(ensemble);
                assertThat(tree).containsKeys(crew.ephemerals().toArray(String[]::new));
                ensemble.stopAll();
                Trees.assertSameOnDisk(ensemble, tree);
            }
        }
    }

    /// Followers first and the leader last, as the procedure says.
    private static void replaceAll(EnsembleUnderTest ensemble, Crew crew, ServerKind kind) {
        while (true) {
            List<MemberUnderTest> left =
                    ensemble.members().stream().filter(member -> member.kind() != kind).toList();
            if (left.isEmpty()) {
                return;
            }
            MemberUnderTest next =
                    left.stream()
                            .filter(member -> member.mode() == Mode.FOLLOWER)
                            .findFirst()
                            .orElse(left.getFirst());
            next.stop();
            next.become(kind);
            ensemble.startAll();
            work(ensemble, crew);
        }
    }

    private static void work(EnsembleUnderTest ensemble, Crew crew) {
        int reached = crew.updates() + 50;
        ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);
    }
}
