package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import static paddock.zab.peer.Stage.info;
import static paddock.zab.peer.Stage.observerInfo;
import static paddock.zab.peer.Stage.txn;
import static paddock.zab.peer.Stage.zxid;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;

import java.util.List;

/// A follower of server 3 in epoch 1, to which server 4, an observer, comes by link 7.
class ObserverMasterTest {
    private static final long LINK = 7;

    private static void propose(Stage follower, long counter) {
        follower.fromLeader(new LeaderMessage.Proposal(txn(zxid(1, counter))));
    }

    private static void commit(Stage follower, long counter) {
        follower.fromLeader(new LeaderMessage.Commit(zxid(1, counter)));
    }

    private static void connect(Stage follower) {
        follower.step(new PeerEvent.ObserverLinkUp(LINK));
    }

    private static Stage following(int transactions) {
        Stage follower = Stage.following();
        for (int i = 1; i <= transactions; i++) {
            propose(follower, i);
            commit(follower, i);
        }
        follower.effects.clear();
        return follower;
    }

    /// An observer that logged that much introduces itself and promises the epoch.
    private static void introduce(Stage follower, long logged) {
        connect(follower);
        follower.from(LINK, observerInfo(4, 1));
        follower.from(LINK, new LearnerMessage.AckEpoch(logged, -1));
    }

    private static Stage serving() {
        Stage follower = Stage.following();
        introduce(follower, 0);
        follower.from(LINK, new LearnerMessage.Ack(zxid(1, 0)));
        follower.from(LINK, new LearnerMessage.Ack(zxid(1, 0)));
        follower.effects.clear();
        return follower;
    }

    // ---- synchronisation ----

    @Test
    void givesAnObserverWhatItMissesAndWaitsForNobodyElse() {
        Stage follower = following(3);
        connect(follower);
        follower.from(LINK, observerInfo(4, 1));
        follower.from(LINK, new LearnerMessage.AckEpoch(zxid(1, 1), -1));
        follower.from(LINK, new LearnerMessage.Ack(zxid(1, 0)));
        follower.from(LINK, new LearnerMessage.Ack(zxid(1, 0)));

        assertThat(follower.taken())
                .containsExactly(
                        "7< LEADERINFO 1",
                        "7< DIFF 0x100000003",
                        "7< PROPOSAL 0x100000002",
                        "7< COMMIT 0x100000002",
                        "7< PROPOSAL 0x100000003",
                        "7< COMMIT 0x100000003",
                        "7< NEWLEADER 1",
                        "7< UPTODATE");
    }

    @Test
    void whatIsNotCommittedIsToldOnlyOnceItIs() {
        Stage follower = following(1);
        propose(follower, 2);
        introduce(follower, zxid(1, 1));
        assertThat(follower.taken())
                .containsExactly(
                        "log 0x100000002",
                        "7< LEADERINFO 1",
                        "7< DIFF 0x100000001",
                        "7< NEWLEADER 1");

        commit(follower, 2);

        assertThat(follower.taken()).containsExactly("apply 0x100000002", "7< INFORM 0x100000002");
    }

    @Test
    void whoMissesMoreThanIsKeptGetsTheTreeAsSoonAsItCanBeRead() {
        Stage follower = Stage.following();
        for (int i = 1; i <= PeerSettings.MIN_COMMITTED_LOG + 2; i++) {
            propose(follower, i);
            commit(follower, i);
        }
        follower.treeIsBeingRead = true;
        follower.taken();

        introduce(follower, zxid(1, 1));
        assertThat(follower.taken()).containsExactly("7< LEADERINFO 1");

        follower.treeIsBeingRead = false;
        follower.now += Stage.TICK;
        follower.step(new PeerEvent.Ticked());
        assertThat(follower.taken()).containsExactly("7< SNAP 0x1000001f6", "7< NEWLEADER 1");
    }

    @Test
    void whatTheLeaderNeverSawIsCutOff() {
        Stage follower = new Stage(2, 1, txn(zxid(1, 1)));
        follower.elect(3, zxid(1, 1), 1);
        follower.step(new PeerEvent.LeaderLinkUp());
        follower.fromLeader(
                new LeaderMessage.Info(2, LearnerMessage.PROTOCOL_VERSION, Features.NONE));
        follower.fromLeader(new LeaderMessage.Diff(zxid(1, 1)));
        follower.fromLeader(new LeaderMessage.NewLeader(2, ""));
        follower.fromLeader(new LeaderMessage.UpToDate());
        follower.taken();

        introduce(follower, zxid(1, 2));

        assertThat(follower.taken())
                .containsExactly("7< LEADERINFO 2", "7< TRUNC 0x100000001", "7< NEWLEADER 2");
    }

    @Test
    void nothingIsCutOffThatThisFollowerHasYetToHearOf() {
        Stage follower = following(1);
        introduce(follower, zxid(1, 2));
        assertThat(follower.taken()).containsExactly("7< LEADERINFO 1");

        propose(follower, 2);
        commit(follower, 2);

        assertThat(follower.taken())
                .containsExactly(
                        "log 0x100000002",
                        "apply 0x100000002",
                        "7< DIFF 0x100000002",
                        "7< NEWLEADER 1");
    }

    @Test
    void whoComesBeforeThisFollowerServesWaits() {
        Stage follower = new Stage(2, 0);
        follower.elect(3, 0, 0);
        connect(follower);
        follower.from(LINK, observerInfo(4, 0));
        follower.step(new PeerEvent.LeaderLinkUp());
        follower.fromLeader(
                new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, Features.NONE));
        follower.fromLeader(new LeaderMessage.Diff(0));
        follower.fromLeader(new LeaderMessage.NewLeader(1, ""));
        assertThat(follower.taken()).noneMatch(line -> line.startsWith("7"));

        follower.fromLeader(new LeaderMessage.UpToDate());

        assertThat(follower.taken())
                .containsExactly("> ACK 0x100000000", "follow 3", "7< LEADERINFO 1");
    }

    // ---- broadcast ----

    @Test
    void informsInTheOrderOfCommits() {
        Stage follower = serving();
        propose(follower, 1);
        propose(follower, 2);
        commit(follower, 1);
        commit(follower, 2);

        assertThat(follower.taken())
                .containsExactly(
                        "log 0x100000001",
                        "log 0x100000002",
                        "apply 0x100000001",
                        "7< INFORM 0x100000001",
                        "apply 0x100000002",
                        "7< INFORM 0x100000002");
    }

    @Test
    void informsOfEachTransactionThatOneCommitCovers() {
        Stage follower = Stage.following(Features.ALL);
        introduce(follower, 0);
        propose(follower, 1);
        propose(follower, 2);
        follower.taken();

        commit(follower, 2);

        assertThat(follower.taken())
                .containsSubsequence("7< INFORM 0x100000001", "7< INFORM 0x100000002");
    }

    @Test
    void aChangeOfMembershipIsActivatedAtObservers() {
        Stage follower = Stage.followingAndReconfigurable();
        introduce(follower, 0);
        propose(follower, 1);
        follower.fromLeader(new LeaderMessage.Proposal(Stage.change(zxid(1, 2), 1, 2, 3)));
        follower.taken();

        commit(follower, 1);
        follower.fromLeader(new LeaderMessage.CommitAndActivate(zxid(1, 2), 3));

        assertThat(follower.taken())
                .containsExactly(
                        "apply 0x100000001",
                        "7< INFORM 0x100000001",
                        "apply 0x100000002",
                        "7< INFORMANDACTIVATE 0x100000002 3");
    }

    @Test
    void pingsEachHalfTickAndHearsOfSessions() {
        Stage follower = serving();
        follower.now += Stage.TICK / 2;
        follower.step(new PeerEvent.Ticked());
        assertThat(follower.taken()).containsExactly("7< PING");

        follower.from(
                LINK,
                new LearnerMessage.Pong(0, List.of(new LearnerMessage.SessionTouch(9, 1000))));

        assertThat(follower.taken()).containsExactly("touched by 7");
    }

    @Test
    void whatClientsOfObserversWantReachesTheService() {
        Stage follower = serving();
        follower.from(LINK, new LearnerMessage.Revalidate(9, 1000));
        follower.from(LINK, new LearnerMessage.Request(9, 1, 1, new byte[0], List.of()));

        assertThat(follower.taken()).containsExactly("revalidation for 7", "requested by 7");
    }

    @Test
    void anObserverOfTheReferenceCountsOnOrder() {
        Stage follower = serving();

        assertThat(follower.peer.countsOnOrder(LINK)).isTrue();
        assertThat(follower.peer.countsOnOrder(LINK + 1)).isFalse();
    }

    // ---- who is sent away ----

    @Test
    void followersAreNotServed() {
        Stage follower = Stage.following();
        connect(follower);
        follower.from(LINK, info(1, 0, Features.NONE));

        assertThat(follower.taken())
                .containsExactly("7 dropped: only observers are served at this port");
    }

    @Test
    void anObserverAcknowledgesNoTransaction() {
        Stage follower = serving();
        follower.from(LINK, new LearnerMessage.Ack(zxid(1, 1)));

        assertThat(follower.taken())
                .containsExactly(
                        "7 dropped: it acknowledged 0x100000001, and observers acknowledge"
                                + " nothing but an epoch");
    }

    @Test
    void observersLoseAFollowerThatDoesNotFollowAnyMore() {
        Stage follower = serving();
        follower.step(new PeerEvent.LeaderLinkDown("broken"));

        assertThat(follower.taken())
                .containsSubsequence(
                        "7 dropped: this server does not follow any more",
                        "suspend",
                        "role: lost leader 3: broken");
    }

    @Test
    void anObserverThatSaysNothingIsSentAway() {
        Stage follower = serving();
        for (int i = 0; i < 12; i++) {
            follower.now += Stage.TICK / 2;
            follower.fromLeader(new LeaderMessage.Ping(0));
            follower.step(new PeerEvent.Ticked());
        }

        assertThat(follower.taken()).contains("7 dropped: not heard of for 5000 ms");
        assertThat(follower.peer.learners()).isEmpty();
    }

    @Test
    void whoLooksOrLeadsServesNobodyAtThisPort() {
        Stage looking = new Stage(2, 0);
        connect(looking);
        assertThat(looking.taken())
                .containsExactly("7 dropped: this server looks for a leader itself");

        Stage leading = Stage.leadingWithOneFollower(Features.NONE);
        leading.step(new PeerEvent.ObserverLinkUp(8));
        assertThat(leading.taken())
                .containsExactly("8 dropped: the leader serves observers at its other port");
    }

    // ---- the observer ----

    /// The server that the observer turned to last.
    private static String target(Stage observer) {
        return observer.taken().stream()
                .filter(line -> line.startsWith("connect"))
                .reduce((first, last) -> last)
                .orElse("");
    }

    @Test
    void anObserverTriesTheFollowersOnceEachAndThenTheLeader() {
        Stage observer = Stage.observerOfFollowers();
        observer.join(3, 1);
        String first = target(observer);
        observer.step(new PeerEvent.LeaderLinkDown("refused"));
        String second = target(observer);
        observer.step(new PeerEvent.LeaderLinkDown("refused"));
        String third = target(observer);
        observer.step(new PeerEvent.LeaderLinkDown("refused"));

        assertThat(List.of(first, second))
                .containsExactlyInAnyOrder("connect to follower 1", "connect to follower 2");
        assertThat(third).isEqualTo("connect 3");
        assertThat(observer.peer.leader()).as("looks again").isEqualTo(-1);
    }

    @Test
    void anObserverThatLosesItsFollowerGoesToAnotherOne() {
        Stage observer = Stage.observerOfFollowers();
        observer.join(3, 1);
        String first = target(observer);
        long served = observer.peer.master();
        observer.step(new PeerEvent.LeaderLinkUp());
        observer.fromLeader(
                new LeaderMessage.Info(1, LearnerMessage.PROTOCOL_VERSION, Features.NONE));
        observer.fromLeader(new LeaderMessage.Diff(0));
        observer.fromLeader(new LeaderMessage.NewLeader(1, ""));
        observer.fromLeader(new LeaderMessage.UpToDate());
        assertThat(observer.taken()).contains("observe 3");

        observer.step(new PeerEvent.LeaderLinkDown("broken"));
        observer.join(3, 1);

        assertThat(target(observer)).startsWith("connect to follower").isNotEqualTo(first);
        assertThat(observer.peer.master()).isIn(1L, 2L).isNotEqualTo(served);
    }

    @Test
    void observersSpreadOverFollowers() {
        boolean[] chosen = new boolean[4];
        for (int i = 0; i < 20; i++) {
            Stage observer = Stage.observerOfFollowers();
            observer.now += i;
            observer.join(3, 1);
            chosen[(int) observer.peer.master()] = true;
        }

        assertThat(chosen).containsExactly(false, true, true, false);
    }
}
