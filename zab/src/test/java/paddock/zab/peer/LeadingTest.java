package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import static paddock.zab.peer.Stage.info;
import static paddock.zab.peer.Stage.txn;
import static paddock.zab.peer.Stage.zxid;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;

import java.util.ArrayList;
import java.util.List;

class LeadingTest {
    @Test
    void opensAnEpochInTheOrderOfTheProtocol() {
        Stage stage = new Stage(3, 0);
        stage.elect(3, 0, 0);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, info(2, 0, Features.NONE));
        stage.from(7, new LearnerMessage.AckEpoch(0, 0));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 0)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 0)));

        assertThat(stage.taken())
                .containsExactly(
                        "role: elected server 3",
                        "acceptedEpoch 1",
                        "7< LEADERINFO 1",
                        "currentEpoch 1",
                        "7< DIFF 0x0",
                        "7< NEWLEADER 1",
                        "lead from 0x100000000",
                        "7< UPTODATE");
    }

    @Test
    void theNewEpochIsAboveEverythingThatAQuorumHasPromised() {
        Stage stage = new Stage(3, 2);
        stage.elect(3, 0, 2);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.taken();

        stage.from(7, info(2, 8, Features.NONE));

        assertThat(stage.taken()).containsExactly("acceptedEpoch 9", "7< LEADERINFO 9");
    }

    @Test
    void waitsForThoseWhoVotedForItUntilOneTurnsAway() {
        PeerSettings settings = Settings.of(3, Stage.TICK).waiting(300).make();
        Stage stage = new Stage(settings, 0);
        stage.elect(3, 0, 0);
        stage.taken();

        stage.now += 300;
        stage.looks(1);
        assertThat(stage.taken()).as("it may have been on its way").containsExactly("notify 1");
        stage.now++;
        stage.looks(4);
        assertThat(stage.taken()).as("it had no vote").containsExactly("notify 4");
        stage.looks(1);

        assertThat(stage.taken()).contains("role: server 1 has turned away before it followed");
    }

    /// A leader that was in epoch 1 and logged nothing of it, and waits for server 2's promise.
    private static Stage askingServer2OfTheSameEpoch() {
        Stage stage = new Stage(3, 1);
        stage.elect(3, 0, 1);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, info(2, 1, Features.NONE));
        stage.taken();
        return stage;
    }

    /// As after a hand-over in an epoch in which nothing was proposed.
    @Test
    void formerLeaderOfTheSameEpochIsNotAheadOfIt() {
        Stage stage = askingServer2OfTheSameEpoch();

        stage.from(7, new LearnerMessage.AckEpoch(zxid(1, 0), 1));
        assertThat(stage.taken()).contains("currentEpoch 2");
    }

    @Test
    void whoLoggedMoreOfTheSameEpochIsAhead() {
        Stage stage = askingServer2OfTheSameEpoch();

        stage.from(7, new LearnerMessage.AckEpoch(zxid(1, 1), 1));
        assertThat(stage.taken()).contains("role: server 2 is ahead");
    }

    @Test
    void usuallyWaitsForTheWholeTimeOfDiscovery() {
        Stage stage = new Stage(3, 0);
        stage.elect(3, 0, 0);
        stage.taken();

        stage.now += 9_000;
        stage.looks(1);

        assertThat(stage.taken()).noneMatch(line -> line.startsWith("role:"));
    }

    @Test
    void anObserverMakesNoQuorum() {
        Stage stage = new Stage(3, 0);
        stage.elect(3, 0, 0);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.taken();

        stage.from(
                7,
                new LearnerMessage.Info(
                        true, 0, 4, LearnerMessage.PROTOCOL_VERSION, 0, Features.NONE));

        assertThat(stage.taken()).isEmpty();
    }

    @Test
    void doesNotLeadAVoterThatIsAhead() {
        Stage stage = new Stage(3, 1, txn(zxid(1, 4)));
        stage.elect(3, zxid(1, 4), 1);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, info(2, 1, Features.NONE));
        stage.taken();

        stage.from(7, new LearnerMessage.AckEpoch(zxid(1, 5), 1));

        assertThat(stage.taken())
                .contains(
                        "7 dropped: its history is ahead of this server's",
                        "role: server 2 is ahead");
    }

    @Test
    void commitsWhatAQuorumHasLogged() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);

        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        assertThat(stage.taken()).containsExactly("log 0x100000001", "7< PROPOSAL 0x100000001");

        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.taken()).as("one of three").isEmpty();

        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        assertThat(stage.taken()).containsExactly("apply 0x100000001", "7< COMMIT 0x100000001");
    }

    @Test
    void aFollowerThatKnowsHowGetsOneCommitForAll() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.peer.propose(txn(zxid(1, 2)), stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 2)));
        stage.taken();

        stage.from(7, new LearnerMessage.Ack(zxid(1, 2)));

        assertThat(stage.taken())
                .containsExactly("apply 0x100000001", "apply 0x100000002", "7< COMMIT 0x100000002");
    }

    @Test
    void aChangeOfMembershipNeedsQuorumsOfBoth() {
        Stage stage = Stage.leadingAndReconfigurable(Features.NONE);
        stage.peer.propose(Stage.change(zxid(1, 1), 3, 5, 6), stage.now);

        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.taken()).as("two of the old").doesNotContain("apply 0x100000001");

        stage.step(new PeerEvent.LearnerLinkUp(8));
        stage.from(8, info(5, 1, Features.NONE));
        stage.from(8, new LearnerMessage.AckEpoch(0, 0));
        stage.from(8, new LearnerMessage.Ack(zxid(1, 0)));
        stage.from(8, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.taken()).as("two of the new, too").contains("apply 0x100000001");
    }

    @Test
    void aFollowerIsToldOnceOfAChangeOfMembership() {
        Stage stage = Stage.leadingAndReconfigurable(Features.ALL);
        stage.peer.propose(Stage.change(zxid(1, 1), 1, 2, 3), stage.now);
        stage.peer.propose(txn(zxid(1, 2)), stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.taken();

        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));

        assertThat(stage.taken())
                .anyMatch(line -> line.startsWith("7< CommitAndActivate"))
                .as("it would take that for a commit of something it does not have")
                .doesNotContain("7< COMMIT 0x100000001");
    }

    @Test
    void aFollowerThatAcknowledgesTheFutureIsDropped() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);

        stage.from(7, new LearnerMessage.Ack(zxid(1, 9)));

        assertThat(stage.taken())
                .contains(
                        "7 dropped: it acknowledged 0x100000009, the last proposal is"
                                + " 0x100000000");
    }

    @Test
    void stepsDownAsSoonAsItHasNoQuorum() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);

        stage.step(new PeerEvent.LearnerLinkDown(7));

        assertThat(stage.taken()).contains("suspend", "role: lost the quorum");
    }

    @Test
    void aSilentFollowerIsDroppedAfterTheSyncLimit() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        stage.now += 5L * Stage.TICK + 1;

        stage.step(new PeerEvent.Ticked());

        assertThat(stage.taken()).contains("7 dropped: not heard of for 5000 ms");
    }

    @Test
    void aFollowerThatComesLateGetsWhatIsOutstandingAsProposals() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        stage.peer.propose(txn(zxid(1, 2)), stage.now);
        stage.step(new PeerEvent.LearnerLinkUp(8));
        stage.from(8, info(1, 0, Features.NONE));
        stage.taken();

        stage.from(8, new LearnerMessage.AckEpoch(zxid(1, 1), 0));

        assertThat(stage.taken())
                .containsExactly(
                        "8< DIFF 0x100000001", "8< PROPOSAL 0x100000002", "8< NEWLEADER 1");
    }

    @Test
    void provesItsLeadershipWithAPingSentAfterTheQuestion() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        List<String> proven = new ArrayList<>();

        stage.peer.proveLeadership(() -> proven.add("first"));
        assertThat(stage.taken()).containsExactly("7< PING");
        stage.peer.proveLeadership(() -> proven.add("second"));
        assertThat(stage.taken()).as("the answer under way may be older").isEmpty();

        stage.from(7, new LearnerMessage.Pong(zxid(1, 0), List.of()));
        assertThat(proven).containsExactly("first");
        assertThat(stage.taken()).containsExactly("7< PING");

        stage.from(7, new LearnerMessage.Pong(zxid(1, 0), List.of()));
        assertThat(proven).containsExactly("first", "second");
    }

    @Test
    void anAnswerToAnEarlierPingProvesNothing() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        stage.now += Stage.TICK;
        stage.step(new PeerEvent.Ticked());
        List<String> proven = new ArrayList<>();
        stage.peer.proveLeadership(() -> proven.add("proven"));

        stage.from(7, new LearnerMessage.Pong(zxid(1, 0), List.of()));

        assertThat(proven).isEmpty();
    }

    @Test
    void handsOverOnceEverythingProposedIsCommitted() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        EncodedTxn txn = txn(zxid(1, 1));
        stage.peer.propose(txn, stage.now);
        stage.taken();

        assertThat(stage.peer.handOver(-1, stage.now)).isNull();
        assertThat(stage.taken()).containsExactly("drain");

        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.taken())
                .contains("7< HandOver[designatedLeader=2]", "role: handed over to server 2");
        assertThat(stage.peer.leader()).isEqualTo(2);
    }

    @Test
    void handsOverWhenTheNextLeaderIsTheLastToLog() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        joinSecond(stage);
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.peer.handOver(2, stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(8, new LearnerMessage.Ack(zxid(1, 1)));
        assertThat(stage.taken())
                .as("committed without the next leader")
                .contains("apply 0x100000001")
                .doesNotContain("7< HandOver[designatedLeader=2]");

        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));

        assertThat(stage.taken())
                .contains(
                        "7< HandOver[designatedLeader=2]",
                        "8< HandOver[designatedLeader=2]",
                        "role: handed over to server 2");
    }

    @Test
    void handsOverToAnotherOneWhenTheNextLeaderIsGone() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        joinSecond(stage);
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.peer.handOver(2, stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(8, new LearnerMessage.Ack(zxid(1, 1)));
        stage.taken();

        stage.step(new PeerEvent.LearnerLinkDown(7));

        assertThat(stage.taken())
                .contains("8< HandOver[designatedLeader=1]", "role: handed over to server 1");
    }

    @Test
    void aFollowerThatCameSinceProvesLeadershipToo() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        List<String> proven = new ArrayList<>();
        stage.peer.proveLeadership(() -> proven.add("proven"));
        joinSecond(stage);
        stage.step(new PeerEvent.LearnerLinkDown(7));
        assertThat(proven).isEmpty();

        stage.from(8, new LearnerMessage.Pong(zxid(1, 0), List.of()));

        assertThat(proven).containsExactly("proven");
    }

    @Test
    void anAnswerToALearnerOfTheReferenceStandsBetweenTheCommitsItBelongsBetween() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        assertThat(stage.peer.countsOnOrder(7)).isTrue();
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.peer.answerAfter(7, zxid(1, 1), new LeaderMessage.Synced());
        stage.peer.propose(txn(zxid(1, 2)), stage.now);
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 2)));
        stage.taken();

        stage.step(new PeerEvent.Durable(zxid(1, 2)));

        assertThat(stage.taken())
                .containsExactly(
                        "apply 0x100000001",
                        "7< COMMIT 0x100000001",
                        "7< Synced[]",
                        "apply 0x100000002",
                        "7< COMMIT 0x100000002");
        stage.peer.answerAfter(7, zxid(1, 2), new LeaderMessage.Synced());
        assertThat(stage.taken()).containsExactly("7< Synced[]");
    }

    private static void joinSecond(Stage stage) {
        stage.step(new PeerEvent.LearnerLinkUp(8));
        stage.from(8, info(1, 1, Features.ALL));
        stage.from(8, new LearnerMessage.AckEpoch(0, 1));
        stage.from(8, new LearnerMessage.Ack(zxid(1, 0)));
        stage.taken();
    }

    @Test
    void doesNotHandOverWhereAMemberDoesNotKnowHow() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);

        assertThat(stage.peer.handOver(-1, stage.now)).isEqualTo(HandOverRefusal.OTHER_MAKE);
        assertThat(stage.taken()).isEmpty();
    }

    @Test
    void aLearnerThatConnectsBeforeTheElectionIsOverWaits() {
        Stage stage = new Stage(3, 0);
        stage.step(new PeerEvent.LearnerLinkUp(7));
        stage.from(7, info(2, 0, Features.NONE));
        assertThat(stage.taken()).isEmpty();

        stage.elect(3, 0, 0);

        assertThat(stage.taken())
                .containsExactly("role: elected server 3", "acceptedEpoch 1", "7< LEADERINFO 1");
    }

    @Test
    void aLearnerThatNeedsATreeWaitsUntilTheTreeCanBeRead() {
        Stage stage = Stage.leadingWithOneFollower(Features.NONE);
        stage.peer.propose(txn(zxid(1, 1)), stage.now);
        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        stage.from(7, new LearnerMessage.Ack(zxid(1, 1)));
        stage.treeIsBeingRead = true;
        stage.step(new PeerEvent.LearnerLinkUp(8));
        stage.from(8, info(1, 0, Features.NONE));
        stage.taken();

        stage.from(8, new LearnerMessage.AckEpoch(0, 0));
        assertThat(stage.taken()).isEmpty();

        stage.treeIsBeingRead = false;
        stage.now += Stage.TICK;
        stage.step(new PeerEvent.Ticked());
        assertThat(stage.taken()).contains("8< SNAP 0x100000001", "8< NEWLEADER 1");
    }

    @Test
    void beginsANewEpochForAVoterThatPromisedItselfToAnotherLeader() {
        Stage stage = Stage.leadingWithOneFollower(Features.ALL);
        stage.step(new PeerEvent.LearnerLinkUp(8));

        stage.from(8, info(1, 6, Features.ALL));

        assertThat(stage.taken())
                .contains(
                        "drain",
                        "7< HandOver[designatedLeader=3]",
                        "role: handed over to server 3");
        stage.step(new PeerEvent.LearnerLinkUp(9));
        stage.from(9, info(2, 1, Features.ALL));
        assertThat(stage.taken()).contains("acceptedEpoch 7", "9< LEADERINFO 7");
    }
}
