package paddock.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.ServerState;

import java.util.SplittableRandom;

/// The elections that tutorials describe.
class TutorialElectionTest {
    private static final long SETTLED_MILLIS = 2000;

    private VirtualEnsemble ensemble;

    @BeforeEach
    void fiveEmptyServers() {
        ensemble = empty(5);
    }

    @Test
    void ofFiveStartedInOrderTheThirdLeadsAndGoesOnLeading() {
        for (long id = 1; id <= 2; id++) {
            ensemble.start(id);
            ensemble.run(SETTLED_MILLIS);
            assertThat(ensemble.server(id).state()).isEqualTo(ServerState.LOOKING);
        }

        ensemble.start(3);
        ensemble.run(SETTLED_MILLIS);
        assertThat(ensemble.agreedLeader().id).isEqualTo(3);

        for (long id = 4; id <= 5; id++) {
            ensemble.start(id);
            ensemble.run(SETTLED_MILLIS);
            assertThat(ensemble.agreedLeader().id).isEqualTo(3);
        }
        assertThat(ensemble.server(3L).elections).isEqualTo(1);
        assertThat(ensemble.server(5L).elections).isEqualTo(1);
    }

    @Test
    void ofFourWithThreeUpTheThirdLeadsAndWhenItDiesTheFourth() {
        ensemble = empty(4);
        for (long id = 1; id <= 3; id++) {
            ensemble.start(id);
        }
        ensemble.run(SETTLED_MILLIS);
        assertThat(ensemble.agreedLeader().id).isEqualTo(3);

        ensemble.start(4);
        ensemble.run(SETTLED_MILLIS);
        assertThat(ensemble.agreedLeader().id).isEqualTo(3);

        ensemble.kill(3);
        ensemble.run(SETTLED_MILLIS);
        assertThat(ensemble.agreedLeader().id).isEqualTo(4);
    }

    @Test
    void theNewestHistoryOfTheSurvivorsWins() {
        ensemble = empty(0, 5);
        for (long id = 1; id <= 5; id++) {
            ensemble.add(id, id <= 3 ? 8 : 7, 1);
        }

        for (long id : new long[] {1, 2, 4}) {
            ensemble.start(id);
        }
        ensemble.run(SETTLED_MILLIS);

        assertThat(ensemble.agreedLeader().id).isEqualTo(2);
    }

    @Test
    void aLargerEpochWinsOverALargerZxid() {
        ensemble = empty(0, 3);
        ensemble.add(1, 0x2_0000_0001L, 2);
        ensemble.add(2, 0x1_0000_0009L, 1);
        ensemble.add(3, 0x1_0000_0009L, 1);

        ensemble.servers.keySet().forEach(ensemble::start);
        ensemble.run(SETTLED_MILLIS);

        assertThat(ensemble.agreedLeader().id).isEqualTo(1);
    }

    @Test
    void aLateServerWithANewerHistoryFollowsTheRunningLeader() {
        ensemble = empty(3);
        ensemble.start(1);
        ensemble.start(2);
        ensemble.run(SETTLED_MILLIS);
        int elections = ensemble.server(2L).elections;
        ensemble.server(3L).zxid = 0x7_0000_0000L;

        ensemble.start(3);
        ensemble.run(SETTLED_MILLIS);

        assertThat(ensemble.agreedLeader().id).isEqualTo(2);
        assertThat(ensemble.server(2L).elections).isEqualTo(elections);
    }

    private static VirtualEnsemble empty(int count) {
        return empty(count, count);
    }

    private static VirtualEnsemble empty(int count, int configured) {
        var ensemble =
                new VirtualEnsemble(VirtualEnsemble.voters(configured), new SplittableRandom(1));
        for (long id = 1; id <= count; id++) {
            ensemble.add(id, 0, 0);
        }
        return ensemble;
    }
}
