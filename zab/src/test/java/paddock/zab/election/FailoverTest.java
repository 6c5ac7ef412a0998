package paddock.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.util.SplittableRandom;

/// When a round ends without its quiet interval, and when it must not.
class FailoverTest {
    private final QuorumConfig config = VirtualEnsemble.voters(3);
    private final Configs configs = new Configs(config, config);
    private final TestElectionPort port = new TestElectionPort(configs, true);
    private final Elector elector = new Elector(2, 10, 1, configs, port);

    @Test
    void onceEverybodyAgreesThereIsNothingToWaitFor() {
        links("13", "");
        elector.look(10, 1, 0);
        vote(1, 3);
        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);

        vote(3, 3);

        assertThat(elector.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void theDeadAreNotWaitedFor() {
        links("1", "3");
        elector.look(10, 1, 0);

        vote(1, 2);

        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
    }

    @Test
    void aServerThatDiesDuringTheElectionEndsTheWaitForIt() {
        links("13", "");
        elector.look(10, 1, 0);
        vote(1, 2);
        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);

        elector.linkDown(3, 0);

        assertThat(elector.state()).isEqualTo(ServerState.LEADING);
    }

    @Test
    void aServerNobodyTriedToReachYetIsWaitedFor() {
        links("1", "");
        elector.look(10, 1, 0);

        vote(1, 2);

        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void aServerThatDisagreesIsWaitedFor() {
        links("13", "");
        elector.look(10, 1, 0);
        vote(1, 2);

        elector.received(3, new Notification(ServerState.LOOKING, 3, 9, 1, 1, 2, ""), 0);

        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void aServerOfAnotherRoundIsWaitedFor() {
        links("13", "");
        elector.look(10, 1, 0);
        elector.look(10, 1, 0);
        elector.received(1, new Notification(ServerState.LOOKING, 2, 10, 2, 1, 2, ""), 0);

        elector.received(3, new Notification(ServerState.LOOKING, 2, 10, 1, 1, 2, ""), 0);

        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void aCandidateThatDiedIsNotElectedInHaste() {
        links("13", "");
        elector.look(10, 1, 0);
        vote(3, 3);
        elector.linkDown(3, 0);

        vote(1, 3);

        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void votesOfServersThatDiedSinceMakeNoQuorumInHaste() {
        links("13", "");
        elector.look(10, 1, 0);
        vote(1, 2);
        elector.linkDown(1, 0);

        elector.linkDown(3, 0);

        assertThat(elector.state()).isEqualTo(ServerState.LOOKING);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7})
    void afterTheDeathOfALeaderTheNextIsElectedWithinAFewRoundTrips(int count) {
        var ensemble =
                new VirtualEnsemble(VirtualEnsemble.voters(count), new SplittableRandom(count));
        for (long id = 1; id <= count; id++) {
            ensemble.add(id, 0, 0);
            ensemble.start(id);
        }
        ensemble.run(3000);
        assertThat(ensemble.agreedLeader().id).isEqualTo(count);

        long killed = ensemble.now;
        ensemble.kill(count);
        ensemble.run(200);

        assertThat(ensemble.agreedLeader().id).isEqualTo(count - 1);
        // Up to 10 ms until the survivors notice, a few links of 1 ms each.
        assertThat(ensemble.lastElectedMillis - killed).isLessThan(20);
    }

    @Test
    void aLeaderThatIsSilentCostsTheQuietInterval() {
        var ensemble = new VirtualEnsemble(config, new SplittableRandom(0));
        for (long id = 1; id <= 3; id++) {
            ensemble.add(id, 0, 0);
            ensemble.start(id);
        }
        ensemble.run(3000);

        ensemble.silence(1, 3);
        ensemble.silence(2, 3);
        ensemble.run(1000);

        assertThat(ensemble.server(1L).leader()).isEqualTo(2);
        assertThat(ensemble.server(2L).isEstablished()).isTrue();
    }

    private void links(String up, String down) {
        up.chars().forEach(id -> elector.linkUp(id - '0', 0));
        down.chars().forEach(id -> elector.linkDown(id - '0', 0));
    }

    private void vote(long from, long leader) {
        elector.received(from, new Notification(ServerState.LOOKING, leader, 10, 1, 1, 2, ""), 0);
    }
}
