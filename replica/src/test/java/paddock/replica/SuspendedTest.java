package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.database.ChangeListener;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.Txn;

/// What becomes of clients while servers look for a leader.
final class SuspendedTest {
    private final Member member = new Member().follow(1);
    private final FakeClient client = member.clientOfLearner();

    @Test
    void nobodyReadsAndNothingIsAnsweredWithoutALeader() {
        suspend();
        member.take(client.asks(1, OpCode.EXISTS), client.creates(2, "/a"));

        assertThat(member.access).isEqualTo(Access.NONE);
        assertThat(client.told).isEmpty();
        assertThat(member.takeForwarded()).isEmpty();
    }

    @Test
    void requestsThatCameMeanwhileGoToTheNextLeaderInOrder() {
        suspend();
        member.take(client.asks(1, OpCode.EXISTS), client.creates(2, "/a"), client.syncs(3));

        member.follow(2);

        assertThat(client.takeTold()).containsExactly("1 asked");
        assertThat(member.takeForwarded()).containsExactly(2, 3);
    }

    @Test
    void updateThatTheNewHistoryContainsIsNotSentAgain() {
        member.take(client.creates(1, "/a"), client.creates(2, "/b"));
        suspend();
        member.commit(client.sessionId(), 1, Member.created("/a"));
        assertThat(client.told).isEmpty();

        member.follow(2);

        assertThat(client.told).containsExactly("1 at 100000002");
        assertThat(member.takeForwarded()).containsExactly(2);
    }

    @Test
    void updateThatIsLoggedAndNotYetCommittedIsNotSentAgain() {
        member.take(client.creates(1, "/a"), client.creates(2, "/b"));
        suspend();
        EncodedTxn logged = member.transaction(client.sessionId(), 1, Member.created("/a"));
        member.uncommitted.add(logged);

        member.follow(2);
        assertThat(member.takeForwarded()).containsExactly(2);

        member.service.commit(logged);
        member.settle();
        assertThat(client.told).containsExactly("1 at 100000002");
    }

    @Test
    void observerThatIsBackAtItsLeaderDropsClientsWhoseUpdatesMayBeUnderWay() {
        member.take(client.creates(1, "/a"));
        suspend();

        member.observe(1);

        assertThat(client.isOpen()).isFalse();
        assertThat(member.takeForwarded()).isEmpty();
    }

    @Test
    void observerThatIsBackAtItsLeaderKeepsClientsThatOnlyAsk() {
        member.take(client.syncs(1));
        suspend();

        member.observe(1);

        assertThat(client.isOpen()).isTrue();
        assertThat(member.takeForwarded()).containsExactly(1);
    }

    @Test
    void observerOfAnotherLeaderSendsAgainWhatTheHistoryLacks() {
        member.take(client.creates(1, "/a"));
        suspend();

        member.observe(2);

        assertThat(client.isOpen()).isTrue();
        assertThat(member.takeForwarded()).containsExactly(1);
    }

    @Test
    void watchesAreToldOnlyOnceTheHistoryIsCertain() {
        suspend();
        member.commit(99, 1, Member.created("/a"));
        assertThat(member.changes).isEmpty();

        member.follow(2);

        assertThat(member.changes).containsExactly("/a");
    }

    @Test
    void questionsOfTheOldReignAreAskedAgain() {
        FakeClient returning = new FakeClient();
        member.take(client.syncs(1), returning.wantsBack(41));
        suspend();

        member.follow(2);

        assertThat(member.takeSaid())
                .hasSize(2)
                .contains(new LearnerMessage.Revalidate(41, FakeClient.TIMEOUT));
        member.service.synced();
        member.service.revalidated(41, true);
        member.settle();
        assertThat(client.told).containsExactly("1 asked");
        assertThat(returning.told).containsExactly("established");
    }

    @Test
    void learnerThatIsElectedOrdersWhatItHadForwarded() {
        member.take(client.creates(1, "/a"), client.syncs(2), client.creates(3, "/b"));
        suspend();
        member.lead(2);

        assertThat(member.proposed)
                .extracting(txn -> txn.txn().header().cxid())
                .containsExactly(1, 3);
        member.commit(2);
        member.prove();
        assertThat(client.told).containsExactly("1 at 200000001", "2 asked", "3 at 200000002");
    }

    @Test
    void leaderThatIsNoMoreForwardsWhatItHadProposed() {
        Member former = new Member().lead(1);
        FakeClient own = former.clientOfLeader();
        former.take(own.creates(1, "/a"), own.creates(2, "/b"));
        former.service.suspend();
        former.takeSaid();
        former.service.commit(former.proposed.remove());
        former.follow(2);

        assertThat(own.told).containsExactly("1 at 100000002");
        assertThat(former.takeForwarded()).containsExactly(2);
    }

    @Test
    void proofThatComesTooLateAnswersNothing() {
        Member former = new Member().lead(1);
        FakeClient own = former.clientOfLeader();
        former.take(own.syncs(1));
        former.service.suspend();
        former.prove();
        assertThat(own.told).isEmpty();

        former.lead(2);
        former.prove();
        assertThat(own.told).containsExactly("1 asked");
    }

    @Test
    void connectionsAreClosedWhenTheElectionTakesTooLong() {
        FakeClient returning = new FakeClient();
        suspend();
        member.take(client.creates(1, "/a"), returning.wantsBack(41));

        member.pass(Member.TICK - 1);
        assertThat(client.told).isEmpty();
        member.pass(1);

        assertThat(client.told).contains("closed");
        assertThat(returning.told).containsExactly("closed");
        member.follow(2);
        assertThat(member.takeSaid()).isEmpty();
    }

    @Test
    void howLongTheElectionMayTakeCanBeSet() {
        Member patient =
                new Member(
                                Member.settings()
                                        .with(
                                                new MemberSettings(
                                                        5_000, LocalSessionMode.OFF, false, true)))
                        .follow(1);
        FakeClient kept = patient.clientOfLearner();
        patient.service.suspend();
        patient.settle().pass(4_999);
        assertThat(kept.told).isEmpty();
        patient.pass(1);
        assertThat(kept.told).containsExactly("closed");
    }

    @Test
    void connectionsThatComeLaterAreClosedAtOnce() {
        suspend();
        member.pass(Member.TICK);
        FakeClient late = new FakeClient();
        member.take(late.wantsSession());

        assertThat(late.told).containsExactly("closed");
    }

    @Test
    void clientThatLeftMeanwhileGetsNoSession() {
        suspend();
        FakeClient late = new FakeClient();
        member.take(late.wantsSession(), late.leaves());

        member.follow(2);

        assertThat(member.takeSaid()).isEmpty();
        assertThat(member.replica.isIdle()).isTrue();
    }

    /// Seed 420 of the simulator: nobody at that server was answered any more.
    @Test
    void clientThatLeftWhileItsSessionIsUnderWayHoldsNobodyUp() {
        FakeClient late = new FakeClient();
        member.take(late.wantsSession());
        long sessionId = ((LearnerMessage.Request) member.said.removeLast()).sessionId();
        member.take(late.leaves());
        suspend();
        EncodedTxn logged =
                member.transaction(sessionId, 0, new Txn.CreateSession(FakeClient.TIMEOUT));
        member.uncommitted.add(logged);
        member.follow(2);

        member.take(client.creates(1, "/a"));
        member.service.commit(logged);
        member.settle();
        member.commit(client.sessionId(), 1, Member.created("/a"));

        assertThat(client.told).containsExactly("1 at 200000001");
        assertThat(member.replica.isIdle()).isTrue();
    }

    @Test
    void anotherTreeEndsAllConnections() {
        suspend();
        member.take(client.creates(1, "/a"));
        member.other.apply(
                member.transaction(99, 1, Member.created("/other")).txn(), ChangeListener.NONE);

        assertThat(member.service.reload()).isEqualTo(0x1_0000_0002L);

        assertThat(client.told).contains("closed");
        assertThat(member.has("/other")).isTrue();
        assertThat(member.replica.completeReady(10)).isOne();
        member.follow(2);
        assertThat(member.takeSaid()).isEmpty();
    }

    @Test
    void snapshotTakenWithoutALeaderHasAllThatCame() {
        suspend();
        member.service.commit(member.transaction(99, 1, Member.created("/a")));
        member.service.saveSnapshot();

        assertThat(member.images).containsExactly(0x1_0000_0002L);
        assertThat(member.changes).isEmpty();
    }

    @Test
    void sessionEndedWithoutALeaderClosesItsConnection() {
        suspend();
        member.commit(client.sessionId(), 0, new Txn.CloseSession(null));

        assertThat(client.told).containsExactly("closed");
    }

    private void suspend() {
        member.service.suspend();
        member.settle();
        member.takeSaid();
    }
}
