package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import static paddock.zab.peer.Stage.txn;
import static paddock.zab.peer.Stage.zxid;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;

/// What measurements are told of a peer.
final class FiguresTest {
    @Test
    void leaderTellsOfElectionSynchronisationAndProposals() {
        Stage stage = new Stage(3, 0);
        assertThat(stage.figures.taken()).containsExactly("looking");
        stage.now += 40;
        stage.elect(3, 0, 0);
        stage.now += 5;
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, Stage.info(2, 0, Features.NONE));
        stage.from(7, new LearnerMessage.AckEpoch(0, 0));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 0)));
        assertThat(stage.figures.taken())
                .containsExactly("elected after 40", "diff", "leads after 45");

        EncodedTxn proposal = txn(zxid(1, 1));
        stage.peer.propose(proposal, stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.figures.taken())
                .containsExactly("proposed " + proposal.bytes().length, "committed");

        stage.step(new PeerEvent.LearnerLinkDown(7));
        stage.now += 100;
        stage.elect(3, zxid(1, 1), 1);
        assertThat(stage.figures.taken()).startsWith("looking");
    }

    @Test
    void followerTellsHowLongItWasAwayAndWhatItHears() {
        Stage stage = new Stage(2, 0);
        stage.figures.taken();
        stage.now += 10;
        stage.elect(3, 0, 0);
        stage.now += 20;
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, Features.NONE));
        stage.fromLeader(new LeaderMessage.Diff(0));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());
        assertThat(stage.figures.taken())
                .containsExactly(
                        "elected after 10", "follower up to date after 20", "learns after 30");

        stage.fromLeader(new LeaderMessage.Proposal(txn(zxid(1, 1))));
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.fromLeader(new LeaderMessage.Commit(zxid(1, 1)));
        stage.peer.forward(new LearnerMessage.Revalidate(5, 4_000));
        assertThat(stage.figures.taken()).containsExactly("proposal", "commit", "revalidating");

        stage.now += 1_000;
        stage.step(new PeerEvent.LeaderLinkDown("gone"));
        stage.now += 70;
        stage.join(3, 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, Features.NONE));
        stage.fromLeader(new LeaderMessage.Diff(zxid(1, 1)));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());
        assertThat(stage.figures.taken())
                .containsExactly(
                        "looking",
                        "elected after 70",
                        "follower up to date after 0",
                        "learns after 70");
    }
}
