package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.List;

final class LearningTest {
    private static final long OTHER_SESSION = 99;

    private final Member member = new Member().follow(1);

    // ---- updates ----

    @Test
    void updateGoesToTheLeaderAndIsAnsweredWhenItComesBack() {
        FakeClient client = member.clientOfLearner();
        member.take(client.creates(1, "/a"));

        LearnerMessage.Request request = (LearnerMessage.Request) member.said.getLast();
        assertThat(request.sessionId()).isEqualTo(client.sessionId());
        assertThat(Request.read(request.opCode(), JuteReader.over(request.body())))
                .isInstanceOf(Request.Create.class);
        assertThat(client.told).isEmpty();

        member.commit(client.sessionId(), 1, Member.created("/a"));
        assertThat(client.told).containsExactly("1 at 100000002");
    }

    @Test
    void transactionsOfOthersAreAppliedMeanwhile() {
        FakeClient client = member.clientOfLearner();
        member.take(client.creates(1, "/a"));

        member.commit(OTHER_SESSION, 1, Member.created("/b"));

        assertThat(member.has("/b")).isTrue();
        assertThat(client.told).isEmpty();
    }

    @Test
    void queryWaitsForTheUpdatesBeforeItAndForNoneBehindIt() {
        FakeClient client = member.clientOfLearner();
        member.take(
                client.creates(1, "/a"), client.asks(2, OpCode.EXISTS), client.creates(3, "/b"));
        assertThat(client.told).isEmpty();

        member.commit(client.sessionId(), 1, Member.created("/a"));

        assertThat(client.told).containsExactly("1 at 100000002", "2 asked");
    }

    @Test
    void refusalOfTheLeaderIsAnsweredInItsPlace() {
        FakeClient client = member.clientOfLearner();
        member.take(client.creates(1, "/a"), client.mangles(2, OpCode.MULTI));

        member.commit(client.sessionId(), 1, new Txn.Error(-110));
        member.commit(client.sessionId(), 2, new Txn.Error(-5));

        assertThat(client.told)
                .containsExactly("1 at 100000002 error -110", "2 at 100000003 error -5");
    }

    @Test
    void whatCannotBeReadAndIsNoMultiIsRefusedHere() {
        FakeClient client = member.clientOfLearner();
        member.takeSaid();
        member.take(client.mangles(1, OpCode.CREATE));

        assertThat(member.takeSaid()).isEmpty();
        assertThat(client.told).containsExactly("1 at 100000001 error -5");
    }

    @Test
    void endOfASessionThatExpiredIsNotTakenForAnAnswer() {
        FakeClient client = member.clientOfLearner();
        member.take(client.creates(0, "/a"));

        member.commit(client.sessionId(), 0, new Txn.CloseSession(null));

        assertThat(client.told).containsExactly("closed");
    }

    @Test
    void clientThatEndsItsSessionHearsOfItFirst() {
        FakeClient client = member.clientOfLearner();
        member.take(client.ends(4));
        member.commit(client.sessionId(), 4, new Txn.CloseSession(null));

        assertThat(client.told).containsExactly("4 at 100000002", "closed");
    }

    // ---- sync ----

    @Test
    void syncIsAnsweredInItsPlace() {
        FakeClient client = member.clientOfLearner();
        member.take(client.creates(1, "/a"), client.syncs(2), client.creates(3, "/b"));
        assertThat(member.takeForwarded()).containsExactly(1, 2, 3);

        member.commit(client.sessionId(), 1, Member.created("/a"));
        assertThat(client.takeTold()).containsExactly("1 at 100000002");
        member.service.synced();
        member.settle();

        assertThat(client.told).containsExactly("2 asked");
    }

    @Test
    void syncWhoseAnswerComesLateStillDoesNotSeeTheUpdateBehindIt() {
        FakeClient client = member.clientOfLearner();
        member.take(client.syncs(1), client.creates(2, "/a"));

        member.commit(client.sessionId(), 2, Member.created("/a"));
        assertThat(member.has("/a")).isFalse();
        member.service.synced();
        member.settle();

        assertThat(client.told).containsExactly("1 asked", "2 at 100000002");
    }

    // ---- sessions ----

    @Test
    void sessionIsOpenedByTheLeaderUnderAnIdOfThisServer() {
        FakeClient client = new FakeClient();
        member.take(client.wantsSession());
        LearnerMessage.Request request = (LearnerMessage.Request) member.said.getLast();
        assertThat(request.opCode()).isEqualTo(OpCode.CREATE_SESSION);
        assertThat(request.sessionId() >>> 56).isEqualTo(3);
        assertThat(request.body()).isEqualTo(new byte[] {0, 0, 0x0f, (byte) 0xa0});

        member.commit(request.sessionId(), 0, new Txn.CreateSession(FakeClient.TIMEOUT));

        assertThat(client.told).containsExactly("established", "opened at 100000001");
    }

    @Test
    void resumptionIsTheLeadersToDecide() {
        FakeClient welcome = new FakeClient();
        FakeClient unknown = new FakeClient();
        member.take(welcome.wantsBack(41), unknown.wantsBack(42));
        assertThat(member.takeSaid())
                .containsExactly(
                        new LearnerMessage.Revalidate(41, FakeClient.TIMEOUT),
                        new LearnerMessage.Revalidate(42, FakeClient.TIMEOUT));

        member.service.revalidated(42, false);
        member.service.revalidated(41, true);
        member.settle();

        assertThat(welcome.told).containsExactly("established");
        assertThat(unknown.told).containsExactly("refused");
    }

    @Test
    void whatASessionAskedOfItsFormerServerDoesNotAnswerWhatItAsksHere() {
        EncodedTxn earlier = member.transaction(41, 1, Member.created("/before"));
        member.uncommitted.add(earlier);
        FakeClient client = new FakeClient();
        member.take(client.wantsBack(41));
        member.service.revalidated(41, true);
        member.settle();
        client.takeTold();
        member.take(client.creates(1, "/here"));

        member.uncommitted.clear();
        member.service.commit(earlier);
        member.settle();
        assertThat(member.has("/before")).isTrue();
        assertThat(client.told).isEmpty();

        EncodedTxn own = member.commit(41, 1, Member.created("/here"));
        assertThat(client.told).containsExactly("1 at " + Long.toHexString(own.zxid()));
    }

    @Test
    void observerLetsASessionInOnceWhatItAskedElsewhereIsCommitted() {
        Member observer = new Member().observe(1);
        FakeClient client = new FakeClient();
        observer.take(client.wantsBack(41));
        observer.takeSaid();

        observer.service.revalidated(41, true);
        observer.settle();
        assertThat(observer.takeSaid())
                .singleElement()
                .isInstanceOfSatisfying(
                        LearnerMessage.Request.class,
                        request -> {
                            assertThat(request.opCode()).isEqualTo(OpCode.SYNC);
                            assertThat(request.sessionId()).isEqualTo(41);
                            assertThat(Request.read(OpCode.SYNC, JuteReader.over(request.body())))
                                    .isEqualTo(new Request.Sync("/"));
                        });
        assertThat(client.told).isEmpty();

        observer.commit(41, 1, Member.created("/before"));
        observer.service.synced();
        observer.settle();
        assertThat(client.takeTold()).containsExactly("established");

        observer.take(client.creates(1, "/here"));
        EncodedTxn own = observer.commit(41, 1, Member.created("/here"));
        assertThat(client.told).containsExactly("1 at " + Long.toHexString(own.zxid()));
    }

    @Test
    void observerAsksAgainForASessionWhereTheLeaderIsLostBeforeItIsLetIn() {
        Member observer = new Member().observe(1);
        FakeClient client = new FakeClient();
        observer.take(client.wantsBack(41));
        observer.service.revalidated(41, true);
        observer.settle();
        observer.service.suspend();
        observer.settle();
        observer.takeSaid();

        observer.observe(2);

        assertThat(observer.takeSaid())
                .containsExactly(new LearnerMessage.Revalidate(41, FakeClient.TIMEOUT));
        observer.service.revalidated(41, false);
        observer.settle();
        assertThat(client.told).containsExactly("refused");
    }

    @Test
    void wrongPasswordIsRefusedWithoutTheLeader() {
        FakeClient client = new FakeClient();
        member.take(client.wantsBack(41, new byte[16]));

        assertThat(member.takeSaid()).isEmpty();
        assertThat(client.told).containsExactly("refused");
    }

    @Test
    void touchesTellOfSessionsHeardOfSinceTheLastOnes() {
        FakeClient client = member.clientOfLearner();
        FakeClient gone = member.clientOfLearner();
        assertThat(member.service.takeTouched()).hasSize(2);
        assertThat(member.service.takeTouched()).isEmpty();

        gone.lastHeardMillis = 5;
        member.take(gone.leaves());

        assertThat(member.service.takeTouched())
                .containsExactly(
                        new LearnerMessage.SessionTouch(gone.sessionId(), FakeClient.TIMEOUT));
        client.lastHeardMillis = 6;
        assertThat(member.service.takeTouched())
                .containsExactly(
                        new LearnerMessage.SessionTouch(client.sessionId(), FakeClient.TIMEOUT));
    }

    // ---- observers of this follower ----

    @Test
    void requestsOfObserversGoOnAsTheyAre() {
        LearnerMessage.Request request =
                new LearnerMessage.Request(
                        OTHER_SESSION, 4, OpCode.DELETE, new byte[] {1}, List.of());
        member.service.requested(Member.LINK, request);

        assertThat(member.takeSaid()).containsExactly(request);
    }

    @Test
    void eachSyncIsAnsweredWhereItWasAskedInTheOrderOfAsking() {
        FakeClient client = member.clientOfLearner();
        member.takeSaid();
        member.request(Member.LINK, OTHER_SESSION, 1, OpCode.SYNC, new byte[0]);
        member.take(client.syncs(2));
        member.request(Member.OTHER_LINK, OTHER_SESSION, 3, OpCode.SYNC, new byte[0]);
        assertThat(member.takeForwarded()).containsExactly(1, 2, 3);

        member.service.synced();
        member.settle();
        assertThat(member.takeSaid()).containsExactly(Member.LINK + " Synced[]");
        assertThat(client.told).isEmpty();

        member.service.synced();
        member.settle();
        assertThat(client.told).containsExactly("2 asked");

        member.service.synced();
        assertThat(member.takeSaid()).containsExactly(Member.OTHER_LINK + " Synced[]");
    }

    @Test
    void whatCouldOvertakeTheAnswerToASyncWaitsForItWhereOrderIsCountedOn() {
        long ordered = Member.ORDERED_LINK;
        member.request(ordered, OTHER_SESSION, 1, OpCode.SYNC, new byte[0]);
        member.request(ordered, OTHER_SESSION, 2, OpCode.DELETE, new byte[0]);
        member.request(ordered, OTHER_SESSION, 3, OpCode.SYNC, new byte[0]);
        member.request(ordered, OTHER_SESSION, 4, OpCode.DELETE, new byte[0]);
        member.request(Member.LINK, OTHER_SESSION, 5, OpCode.DELETE, new byte[0]);
        assertThat(member.takeForwarded()).containsExactly(1, 5);

        member.service.synced();
        assertThat(member.said.removeFirst()).isEqualTo(ordered + " Synced[]");
        assertThat(member.takeForwarded()).containsExactly(2, 3);

        member.service.synced();
        assertThat(member.said.removeFirst()).isEqualTo(ordered + " Synced[]");
        assertThat(member.takeForwarded()).containsExactly(4);
    }

    @Test
    void answersAboutSessionsFindWhoAsked() {
        FakeClient own = new FakeClient();
        LearnerMessage.Revalidate asked = new LearnerMessage.Revalidate(41, 2_000);
        member.service.revalidate(Member.LINK, asked);
        member.take(own.wantsBack(41));
        member.service.revalidate(Member.OTHER_LINK, new LearnerMessage.Revalidate(42, 2_000));
        assertThat(member.takeSaid())
                .containsExactly(
                        asked,
                        new LearnerMessage.Revalidate(41, FakeClient.TIMEOUT),
                        new LearnerMessage.Revalidate(42, 2_000));

        member.service.revalidated(42, false);
        member.service.revalidated(41, false);
        assertThat(member.takeSaid())
                .containsExactly(
                        Member.OTHER_LINK + " Revalidated[sessionId=42, valid=false]",
                        Member.LINK + " Revalidated[sessionId=41, valid=false]");
        assertThat(own.told).isEmpty();

        member.service.revalidated(41, true);
        member.settle();
        assertThat(own.told).containsExactly("established");
    }

    @Test
    void aSessionThatMovesToAnObserverLeavesTheConnectionItHadHere() {
        FakeClient client = member.clientOfLearner();
        member.service.revalidate(
                Member.LINK, new LearnerMessage.Revalidate(client.sessionId(), 2_000));

        member.service.revalidated(client.sessionId(), true);

        assertThat(client.told).containsExactly("closed");
    }

    @Test
    void sessionsThatObserversHeardOfAreToldToTheLeader() {
        LearnerMessage.SessionTouch touch = new LearnerMessage.SessionTouch(OTHER_SESSION, 2_000);
        member.service.touched(Member.LINK, List.of(touch));

        assertThat(member.service.takeTouched()).containsExactly(touch);
        assertThat(member.service.takeTouched()).isEmpty();
    }

    @Test
    void whatObserversAskedIsForgottenWithTheLeader() {
        FakeClient client = member.clientOfLearner();
        member.request(Member.LINK, OTHER_SESSION, 1, OpCode.SYNC, new byte[0]);
        member.service.suspend();
        member.settle();
        member.follow(2);
        member.takeSaid();
        member.take(client.syncs(2));

        member.service.synced();
        member.settle();

        assertThat(client.told).containsExactly("2 asked");
    }
}
