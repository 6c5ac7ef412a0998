package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;

/// Leadership moves where an operator wants it, with the word `lead`.
class HandOverIT {
    private static final int TIMEOUT_MILLIS = 20_000;

    private static ServerOptions options() {
        return EnsembleUnderTest.options().key("4lw.commands.whitelist", "*,lead");
    }

    @Test
    void theNamedServerLeadsAndClientsNoticeNothing() {
        try (var ensemble =
                EnsembleUnderTest.of(
                        options(), ServerKind.PADDOCK, ServerKind.PADDOCK, ServerKind.PADDOCK)) {
            ensemble.startLedBy(3);
            var founder = ensemble.member(1).session(TIMEOUT_MILLIS);
            try (var crew = Crew.start(founder, ensemble.addresses(), 4, 20_261_127L)) {
                for (int next : new int[] {1, 2, 3}) {
                    MemberUnderTest leader = ensemble.leader();
                    int reached = crew.updates() + 50;
                    ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);

                    assertThat(leader.word("lead %d\n".formatted(next)))
                            .isEqualTo(
                                    "leadership was handed over to server %d.\n".formatted(next));

                    ensemble.awaitSettled();
                    assertThat(ensemble.leader().id()).isEqualTo(next);
                    assertThat(leader.mode()).isEqualTo(Mode.FOLLOWER);
                }
                crew.finish();
                assertThat(History.contradictions(crew.observations(), History.Sync.BARRIER))
                        .isEmpty();
                Trees.assertSame(ensemble);
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() {
        try (var ensemble =
                EnsembleUnderTest.of(
                        options(), ServerKind.PADDOCK, ServerKind.APACHE, ServerKind.PADDOCK)) {
            ensemble.startLedBy(3);
            MemberUnderTest leader = ensemble.leader();

            assertThat(leader.word("lead 3\n")).isEqualTo("server 3 leads already.\n");
            assertThat(leader.word("lead 9\n"))
                    .isEqualTo(
                            "nothing was changed: server 9 is no voter that follows server 3.\n");
            assertThat(leader.word("lead\n"))
                    .startsWith(
                            "nothing was changed: an Apache ZooKeeper server is in the ensemble");
            assertThat(ensemble.member(1).word("lead\n"))
                    .isEqualTo(
                            "nothing was changed: server 1 does not lead; ask the leader, server"
                                    + " 3.\n");
            assertThat(ensemble.leader()).isEqualTo(leader);
        }
    }
}
