package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static paddock.zab.peer.Stage.txn;
import static paddock.zab.peer.Stage.zxid;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.ServerState;

class LearningTest {
    private static LeaderMessage epoch(long epoch) {
        return new LeaderMessage.Info(epoch, LearnerMessage.PROTOCOL_VERSION, Features.NONE);
    }

    private static LeaderMessage proposal(long epoch, long counter) {
        return new LeaderMessage.Proposal(txn(zxid(epoch, counter)));
    }

    private static LeaderMessage commit(long epoch, long counter) {
        return new LeaderMessage.Commit(zxid(epoch, counter));
    }

    @Test
    void promisesAnEpochBeforeItAnswersAndEntersItBeforeItAcknowledges() {
        Stage stage = new Stage(2, 0);
        stage.elect(3, 0, 0);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(1));
        stage.fromLeader(new LeaderMessage.Diff(0));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());

        assertThat(stage.taken())
                .containsExactly(
                        "role: elected server 3",
                        "connect 3",
                        "> INFO 0",
                        "acceptedEpoch 1",
                        "> ACKEPOCH 0x0 0",
                        "currentEpoch 1",
                        "> ACK 0x100000000",
                        "> ACK 0x100000000",
                        "follow 3");
    }

    @Test
    void anEpochThatWasAcceptedBeforeIsAcknowledgedWithoutOwnEpoch() {
        Stage stage = new Stage(2, 4);
        stage.elect(3, 0, 4);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.taken();

        stage.fromLeader(epoch(4));

        assertThat(stage.taken()).containsExactly("> ACKEPOCH 0x0 -1");
    }

    @Test
    void withoutAHistoryItVotesForNobodyAndTakesWhatALeaderHas() {
        Stage stage = Stage.withoutHistory();
        stage.elect(3, 0, 0);
        assertThat(stage.peer.state()).isEqualTo(ServerState.LOOKING);

        stage.join(3, 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(1));
        assertThat(stage.taken()).endsWith("acceptedEpoch 1", "> ACKEPOCH 0xffffffffffffffff 0");

        stage.step(new PeerEvent.SnapshotArrived(new Stage.Tree(zxid(0, 5))));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        assertThat(stage.taken()).containsExactly("install 0x5", "save snapshot 0x5");

        stage.step(new PeerEvent.SnapshotSaved(5));
        assertThat(stage.taken())
                .containsExactly("discard log", "currentEpoch 1", "> ACK 0x100000000");
    }

    @Test
    void withoutAHistoryALogAloneWouldLeadToNoTree() {
        Stage stage = Stage.withoutHistory();
        stage.join(3, 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(1));
        stage.fromLeader(new LeaderMessage.Diff(zxid(0, 1)));
        stage.fromLeader(proposal(0, 1));
        stage.fromLeader(commit(0, 1));
        stage.taken();

        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));

        assertThat(stage.taken()).containsExactly("save snapshot 0x1");
    }

    // ---- observers ----

    private static Stage observer(ObserverSettings settings) {
        return new Stage(Settings.of(4, Stage.TICK).observing(settings).make(), 0);
    }

    private static Stage observing(ObserverSettings settings) {
        Stage stage = observer(settings);
        stage.join(3, 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(1));
        stage.fromLeader(new LeaderMessage.Diff(0));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());
        assertThat(stage.taken()).endsWith("observe 3");
        return stage;
    }

    @Test
    void observerMayKeepNoLog() {
        Stage keeping = observing(ObserverSettings.EAGER);
        Stage forgetting = observing(new ObserverSettings(false, 0, 0));
        LeaderMessage inform = new LeaderMessage.Inform(Stage.txn(zxid(1, 1)));

        keeping.fromLeader(inform);
        forgetting.fromLeader(inform);

        assertThat(keeping.taken()).containsExactly("log 0x100000001", "apply 0x100000001");
        assertThat(forgetting.taken()).containsExactly("apply 0x100000001");
    }

    /// What it has said it knows must not hang on a log that it does not have.
    @Test
    void observerWithoutALogStartsAgainWhereItIsToCutOne() {
        Stage stage = observing(new ObserverSettings(false, 0, 0));
        stage.fromLeader(new LeaderMessage.Inform(Stage.txn(zxid(1, 2))));
        stage.step(new PeerEvent.LeaderLinkDown("gone"));
        stage.join(3, 2);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));
        stage.taken();

        stage.fromLeader(new LeaderMessage.Trunc(zxid(1, 1)));

        assertThat(stage.taken())
                .startsWith("reload 0x0", "role: there is no log to be cut after zxid 0x100000001");
    }

    @Test
    void observerWithoutALogThatIsToVoteGoesBackToWhatItHasOnDisk() {
        PeerSettings settings =
                Settings.of(4, Stage.TICK)
                        .observing(new ObserverSettings(false, 0, 0))
                        .reconfigurable()
                        .make();
        Stage stage = new Stage(settings, 0);
        stage.join(3, 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(1));
        stage.fromLeader(new LeaderMessage.Diff(0));
        stage.fromLeader(new LeaderMessage.NewLeader(1, ""));
        stage.fromLeader(new LeaderMessage.UpToDate());
        stage.taken();

        stage.fromLeader(
                new LeaderMessage.InformAndActivate(Stage.change(zxid(1, 1), 1, 2, 3, 4), 3));

        assertThat(stage.taken()).contains("apply 0x100000001", "suspend", "reload 0x0");
    }

    @Test
    void observersComeOneAfterTheOther() {
        int longest = 200;
        int[] waited = new int[3];
        Stage[] stages = new Stage[waited.length];
        for (int i = 0; i < stages.length; i++) {
            Stage stage = observer(new ObserverSettings(true, 0, longest));
            stage.now += 7L * i;
            stage.join(3, 1);
            stage.taken();
            stage.step(new PeerEvent.LeaderLinkDown("gone"));
            assertThat(stage.peer.state()).isEqualTo(ServerState.OBSERVING);
            while (stage.peer.state() != ServerState.LOOKING) {
                stage.pass(1);
                waited[i]++;
            }
            assertThat(waited[i]).isBetween(1, longest);
            stages[i] = stage;
        }
        assertThat(waited).doesNotHaveDuplicates();

        Stage stage = observer(new ObserverSettings(true, longest, 0));
        stage.join(3, 1);
        assertThat(stage.taken()).doesNotContain("connect 3");
        stage.pass(longest);
        assertThat(stage.taken()).contains("connect 3");
    }

    // ---- epochs ----

    @Test
    void doesNotFollowAnOlderEpochThanItPromised() {
        Stage stage = new Stage(2, 4);
        stage.elect(3, 0, 4);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.taken();

        stage.fromLeader(epoch(3));

        assertThat(stage.taken()).contains("role: leader 3 offers epoch 3, epoch 4 is promised");
    }

    @Test
    void doesNotAckBeforeItsLogIsForced() {
        Stage stage = Stage.following();

        stage.fromLeader(proposal(1, 1));
        stage.fromLeader(proposal(1, 2));
        assertThat(stage.taken()).containsExactly("log 0x100000001", "log 0x100000002");

        stage.step(new PeerEvent.Durable(zxid(1, 1)));
        assertThat(stage.taken()).containsExactly("> ACK 0x100000001");

        stage.step(new PeerEvent.Durable(zxid(1, 2)));
        assertThat(stage.taken()).containsExactly("> ACK 0x100000002");
    }

    @Test
    void aLeaderThatKnowsHowGetsOneAckForAll() {
        Stage stage = Stage.following(Features.ALL);
        stage.fromLeader(proposal(1, 1));
        stage.fromLeader(proposal(1, 2));
        stage.taken();

        stage.step(new PeerEvent.Durable(zxid(1, 2)));

        assertThat(stage.taken()).containsExactly("> ACK 0x100000002");
    }

    @Test
    void appliesWhatIsCommittedEvenBeforeItsOwnDiskIsReady() {
        Stage stage = Stage.following();
        stage.fromLeader(proposal(1, 1));
        stage.taken();

        stage.fromLeader(commit(1, 1));

        assertThat(stage.taken()).containsExactly("apply 0x100000001");
    }

    @Test
    void leavesALeaderThatSkipsATransaction() {
        Stage stage = Stage.following();
        stage.fromLeader(proposal(1, 1));
        stage.taken();

        stage.fromLeader(proposal(1, 3));

        assertThat(stage.taken())
                .contains(
                        "suspend",
                        "role: leader 3 proposed 0x100000003 after 0x100000001: transactions in"
                                + " between are missing");
    }

    @Test
    void leavesALeaderThatCommitsWhatItNeverProposed() {
        Stage stage = Stage.following();
        stage.fromLeader(proposal(1, 1));
        stage.taken();

        stage.fromLeader(commit(1, 2));

        assertThat(stage.taken())
                .contains(
                        "role: leader 3 commits 0x100000002, the log goes from 0x100000001 to"
                                + " 0x100000001");
    }

    @Test
    void whatIsCommittedDuringSynchronisationIsLoggedAndNotAcknowledged() {
        Stage stage = new Stage(2, 1, txn(zxid(1, 1)));
        stage.elect(3, zxid(1, 3), 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));
        stage.fromLeader(new LeaderMessage.Diff(zxid(1, 2)));
        stage.fromLeader(proposal(1, 2));
        stage.fromLeader(commit(1, 2));
        stage.fromLeader(proposal(2, 1));
        stage.taken();

        stage.fromLeader(new LeaderMessage.NewLeader(2, ""));
        assertThat(stage.taken()).as("the backlog is not forced yet").isEmpty();

        stage.step(new PeerEvent.Durable(zxid(1, 2)));
        assertThat(stage.taken()).containsExactly("currentEpoch 2", "> ACK 0x200000000");

        stage.fromLeader(new LeaderMessage.UpToDate());
        stage.step(new PeerEvent.Durable(zxid(2, 1)));
        assertThat(stage.taken())
                .containsExactly(
                        "> ACK 0x200000000", "follow 3", "log 0x200000001", "> ACK 0x200000001");
    }

    @Test
    void truncatesTheLogBeforeItTakesWhatFollows() {
        Stage stage = new Stage(1, 1, txn(zxid(1, 6)), txn(zxid(1, 7)));
        stage.elect(3, zxid(1, 8), 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));
        stage.taken();

        stage.fromLeader(new LeaderMessage.Trunc(zxid(1, 6)));

        assertThat(stage.taken()).containsExactly("truncate 0x100000006", "reload 0x100000006");
    }

    @Test
    void acknowledgesATreeOnceItIsSavedAndTheOldLogIsGone() {
        Stage stage = new Stage(1, 1, txn(zxid(1, 6)));
        stage.elect(3, zxid(1, 8), 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(3));
        stage.taken();

        stage.step(new PeerEvent.SnapshotArrived(new Stage.Tree(zxid(2, 9))));
        stage.fromLeader(proposal(2, 10));
        stage.fromLeader(commit(2, 10));
        stage.fromLeader(new LeaderMessage.NewLeader(3, ""));
        assertThat(stage.taken())
                .containsExactly(
                        "install 0x200000009", "apply 0x20000000a", "save snapshot 0x20000000a");

        stage.step(new PeerEvent.SnapshotSaved(zxid(2, 10)));
        assertThat(stage.taken())
                .containsExactly("discard log", "currentEpoch 3", "> ACK 0x300000000");
    }

    @Test
    void aTreeThatArrivedInPartIsForgotten() {
        Stage stage = new Stage(1, 1, txn(zxid(1, 6)));
        stage.elect(3, zxid(1, 8), 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(3));
        stage.step(new PeerEvent.SnapshotArrived(new Stage.Tree(zxid(2, 9))));
        stage.taken();

        stage.step(new PeerEvent.LeaderLinkDown("broken"));

        assertThat(stage.taken()).contains("reload 0x100000006");
    }

    @Test
    void leavesALeaderThatIsSilentForTheSyncLimit() {
        Stage stage = Stage.following();
        stage.now += 5L * Stage.TICK;

        stage.step(new PeerEvent.Ticked());

        assertThat(stage.taken())
                .contains("role: nothing heard of leader 3 while SERVING", "suspend");
    }

    @Test
    void answersPingsOnlyWhileItServes() {
        Stage stage = Stage.following();

        stage.fromLeader(new LeaderMessage.Ping(zxid(1, 0)));

        assertThat(stage.taken()).containsExactly("> PONG");
    }

    @Test
    void leadsWithoutAnElectionWhenLeadershipIsHandedOver() {
        Stage stage = Stage.following(Features.ALL);

        stage.fromLeader(new LeaderMessage.HandOver(2));

        assertThat(stage.taken())
                .containsExactly("suspend", "role: leader 3 hands over to server 2");
        assertThat(stage.peer.leader()).isEqualTo(2);
    }

    /// Its log begins with a tree that a leader sent, and has what is to be forgotten in it.
    private static Stage thatCannotCutItsLog() {
        Stage stage =
                new Stage(1, 1, txn(zxid(1, 6)), txn(zxid(1, 7))) {
                    @Override
                    public boolean truncate(long last) {
                        return false;
                    }
                };
        stage.elect(3, zxid(1, 8), 1);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));
        stage.taken();
        stage.fromLeader(new LeaderMessage.Trunc(zxid(1, 3)));
        assertThat(stage.taken())
                .contains(
                        "role: leader 3 wants the log cut after zxid 0x100000003, which is not in"
                                + " it: a whole tree is needed");
        return stage;
    }

    /// Seed 3177 of the agreement's simulation: the server ended, and did so again at each start.
    @Test
    void whoCannotCutItsLogAsksForAWholeTree() {
        Stage stage = thatCannotCutItsLog();
        stage.join(3, 2);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));
        assertThat(stage.taken()).endsWith("> ACKEPOCH 0xffffffffffffffff -1");

        stage.step(new PeerEvent.SnapshotArrived(new Stage.Tree(zxid(1, 8))));
        stage.fromLeader(new LeaderMessage.NewLeader(2, ""));
        stage.step(new PeerEvent.SnapshotSaved(zxid(1, 8)));
        assertThat(stage.taken()).endsWith("currentEpoch 2", "> ACK 0x200000000");
    }

    @Test
    void untilThenItVotesForNobody() {
        Stage stage = thatCannotCutItsLog();
        stage.elect(3, zxid(1, 8), 2);
        assertThat(stage.peer.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void whatItDisownedIsNoBeginningOfALog() {
        Stage stage = thatCannotCutItsLog();
        stage.join(3, 2);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(2));

        assertThatThrownBy(() -> stage.fromLeader(new LeaderMessage.Diff(zxid(1, 8))))
                .isInstanceOf(UnrecoverableException.class)
                .hasMessage("leader 3 sends no tree to a server without a history");
    }

    @Test
    void leavesALeaderOfTooOldAnEpochAloneForAWhile() {
        Stage stage = new Stage(2, 4);
        stage.elect(3, 0, 4);
        stage.step(new PeerEvent.LeaderLinkUp());
        stage.fromLeader(epoch(3));
        stage.taken();

        stage.join(3, 3);
        assertThat(stage.taken()).doesNotContain("connect 3");

        stage.now += 500;
        stage.step(new PeerEvent.Ticked());
        assertThat(stage.taken()).contains("connect 3");
    }

    @Test
    void aLearnerThatIsQuickerThanItsNewLeaderIsKept() {
        Stage stage = Stage.following(Features.ALL);
        stage.step(new PeerEvent.LearnerLinkUp(9));
        stage.from(9, Stage.info(1, 1, Features.ALL));
        assertThat(stage.taken()).isEmpty();

        stage.fromLeader(new LeaderMessage.HandOver(2));

        assertThat(stage.taken()).contains("acceptedEpoch 2", "9< LEADERINFO 2");
    }

    @Test
    void aLearnerThatTakesAFollowerForTheLeaderIsSentAwayAfterAWhile() {
        Stage stage = Stage.following();
        stage.step(new PeerEvent.LearnerLinkUp(9));
        stage.now += 1000;

        stage.step(new PeerEvent.Ticked());

        assertThat(stage.taken()).containsExactly("9 dropped: this server does not lead");
    }
}
