package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.List;

/// Sessions that one server alone knows (data model reference, section 9).
final class LocalSessionsTest {
    private static final int EXPIRED = -112;
    private static final int EPHEMERAL_ON_LOCAL_SESSION = -120;

    private final FakeClient client = new FakeClient();

    private static Member learner(LocalSessionMode mode) {
        return new Member(mode).follow(1);
    }

    private static Member leader(LocalSessionMode mode) {
        return new Member(mode).lead(1);
    }

    private void begin(Member member) {
        member.take(client.wantsSession());
        assertThat(client.takeTold()).containsExactly("established");
    }

    private static void read(Member member, int opCode, long sessionId) {
        LearnerMessage.Request request = (LearnerMessage.Request) member.said.removeFirst();
        assertThat(request.opCode()).isEqualTo(opCode);
        assertThat(request.sessionId()).isEqualTo(sessionId);
        if (opCode == OpCode.CREATE_SESSION) {
            assertThat(JuteReader.over(request.body()).readInt()).isEqualTo(FakeClient.TIMEOUT);
        }
    }

    // ---- beginning and end ----

    @Test
    void noTransactionBeginsOrEndsOne() {
        for (Member member :
                List.of(learner(LocalSessionMode.KEPT), leader(LocalSessionMode.KEPT))) {
            FakeClient each = new FakeClient();
            member.take(each.wantsSession());
            assertThat(each.takeTold()).containsExactly("established");
            assertThat(member.replica.localSessions().size()).isEqualTo(1);
            assertThat(member.database.sessions()).isEmpty();

            member.take(each.ends(1));

            assertThat(each.told).containsExactly("1 at " + lastZxid(member), "closed");
            assertThat(member.replica.localSessions().size()).isZero();
            assertThat(member.said).isEmpty();
            assertThat(member.proposed).isEmpty();
        }
    }

    private static String lastZxid(Member member) {
        return Long.toHexString(member.database.lastZxid());
    }

    @Test
    void itExpiresOnItsOwnServer() {
        for (Member member :
                List.of(learner(LocalSessionMode.KEPT), leader(LocalSessionMode.KEPT))) {
            FakeClient each = new FakeClient();
            member.take(each.wantsSession());
            each.takeTold();

            member.pass(FakeClient.TIMEOUT - 500);
            each.lastHeardMillis = FakeClient.TIMEOUT - 500;
            member.pass(FakeClient.TIMEOUT);
            assertThat(each.told).isEmpty();
            member.pass(Member.TICK);

            assertThat(each.told).containsExactly("closed");
            assertThat(member.replica.localSessions().size()).isZero();
            assertThat(member.said).isEmpty();
            assertThat(member.proposed).isEmpty();
        }
    }

    @Test
    void itIsTakenUpAgainWhereItBeganAndWithItsPasswordOnly() {
        for (Member member :
                List.of(learner(LocalSessionMode.KEPT), leader(LocalSessionMode.KEPT))) {
            FakeClient each = new FakeClient();
            member.take(each.wantsSession());
            member.take(each.leaves());

            FakeClient stranger = new FakeClient();
            member.take(stranger.wantsBack(each.sessionId(), new byte[16]));
            FakeClient again = new FakeClient();
            member.take(again.wantsBack(each.sessionId()));

            assertThat(stranger.told).containsExactly("refused");
            assertThat(again.told).containsExactly("established");
            assertThat(member.said).isEmpty();
        }
    }

    @Test
    void theLeaderKnowsNothingOfThoseOfLearners() {
        Member leader = leader(LocalSessionMode.KEPT);
        leader.service.revalidate(
                Member.LINK, new LearnerMessage.Revalidate(2L << 56 | 5, FakeClient.TIMEOUT));

        assertThat(leader.said).hasSize(1).first().asString().contains("valid=false");
    }

    @Test
    void itIsNoneOfTheSessionsThatTheLeaderIsToldOf() {
        Member learner = learner(LocalSessionMode.KEPT);
        begin(learner);
        client.lastHeardMillis = 5;

        assertThat(learner.service.takeTouched()).isEmpty();
        learner.take(client.leaves());
        assertThat(learner.service.takeTouched()).isEmpty();
    }

    @Test
    void itLivesThroughAChangeOfLeader() {
        Member member = learner(LocalSessionMode.KEPT);
        begin(member);
        member.service.suspend();
        member.lead(2);

        member.take(client.creates(1, "/a"));
        member.commit(1);

        assertThat(client.told).containsExactly("1 at 200000001");
    }

    // ---- what it may do ----

    @Test
    void theLeaderTakesUpdatesOfItsOwnAndOfOthersButNoEphemerals() {
        Member leader = leader(LocalSessionMode.KEPT);
        begin(leader);
        long elsewhere = 2L << 56 | 5;
        leader.take(client.creates(1, "/a"), client.createsEphemeral(2, "/e"));
        leader.request(Member.LINK, elsewhere, 1, create("/b", 0));
        leader.request(Member.LINK, elsewhere, 2, create("/f", 1));
        leader.commit(4);

        assertThat(client.told)
                .containsExactly(
                        "1 at 100000001", "2 at 100000002 error " + EPHEMERAL_ON_LOCAL_SESSION);
        assertThat(leader.has("/a")).isTrue();
        assertThat(leader.has("/b")).isTrue();
        assertThat(leader.has("/e")).isFalse();
        assertThat(leader.has("/f")).isFalse();
    }

    private static Request create(String path, int flags) {
        return new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, flags, 0);
    }

    @Test
    void aSessionOfItsOwnThatTheLeaderHasForgottenMayDoNothing() {
        Member leader = leader(LocalSessionMode.KEPT);
        long own = 3L << 56 | 5;
        leader.request(Member.LINK, own, 1, create("/a", 0));

        assertThat(leader.proposed.getFirst().txn().txn()).isEqualTo(new Txn.Error(EXPIRED));
    }

    @Test
    void aLearnersClientIsToldWhyItsEphemeralIsRefused() {
        Member learner = learner(LocalSessionMode.KEPT);
        begin(learner);
        learner.take(client.createsEphemeral(1, "/e"), client.creates(2, "/a"));

        learner.commit(client.sessionId(), 1, new Txn.Error(EXPIRED));
        learner.commit(client.sessionId(), 2, new Txn.Error(EXPIRED));

        assertThat(client.told)
                .containsExactly(
                        "1 at 100000001 error " + EPHEMERAL_ON_LOCAL_SESSION,
                        "2 at 100000002 error " + EXPIRED);
    }

    @Test
    void inAMultiAnEphemeralIsRefusedAsOfAnExpiredSessionUnlessItIsTheLeadersOwn() {
        Member leader = leader(LocalSessionMode.KEPT);
        begin(leader);
        Request multi = new Request.Multi(false, List.of(create("/e", 1)));
        leader.take(client.update(1, multi));
        leader.request(Member.LINK, 2L << 56 | 5, 1, multi);

        assertThat(leader.proposed.getFirst().txn().txn())
                .isEqualTo(new Txn.Multi(List.of(new Txn.Error(EPHEMERAL_ON_LOCAL_SESSION))));
        assertThat(leader.proposed.getLast().txn().txn())
                .isEqualTo(new Txn.Multi(List.of(new Txn.Error(EXPIRED))));
    }

    // ---- becoming global ----

    @Test
    void theFirstEphemeralMakesALearnersSessionGlobal() {
        Member learner = learner(LocalSessionMode.UPGRADED);
        begin(learner);
        long id = client.sessionId();
        learner.take(
                client.creates(1, "/a"),
                client.createsEphemeral(2, "/e"),
                client.createsEphemeral(3, "/f"));
        read(learner, OpCode.CREATE, id);
        read(learner, OpCode.CREATE_SESSION, id);
        read(learner, OpCode.CREATE2, id);
        read(learner, OpCode.CREATE2, id);
        assertThat(learner.said).isEmpty();

        learner.commit(id, 1, Member.created("/a"));
        learner.commit(id, 0, new Txn.CreateSession(FakeClient.TIMEOUT));

        assertThat(client.told).containsExactly("1 at 100000001");
        assertThat(learner.replica.localSessions().size()).isZero();
        assertThat(learner.database.sessions()).containsOnlyKeys(id);
        client.lastHeardMillis = 5;
        assertThat(learner.service.takeTouched()).hasSize(1);
    }

    @Test
    void theFirstEphemeralMakesALeadersSessionGlobal() {
        Member leader = leader(LocalSessionMode.UPGRADED);
        begin(leader);
        leader.take(client.createsEphemeral(1, "/e"), client.ends(2));
        leader.commit(3);

        assertThat(client.told).containsExactly("1 at 100000002", "2 at 100000003", "closed");
        assertThat(leader.has("/e")).isFalse();
        assertThat(leader.database.sessions()).isEmpty();
        assertThat(leader.replica.localSessions().size()).isZero();
    }

    @Test
    void aBeginningThatWentUnderWithALeaderIsOrderedAgain() {
        Member learner = learner(LocalSessionMode.UPGRADED);
        begin(learner);
        learner.take(client.createsEphemeral(1, "/e"));
        learner.takeSaid();
        learner.service.suspend();
        learner.follow(2);

        read(learner, OpCode.CREATE_SESSION, client.sessionId());
        read(learner, OpCode.CREATE2, client.sessionId());
        assertThat(learner.said).isEmpty();
    }

    @Test
    void itsBeginningIsNotTakenForTheAnswerToItsRequest() {
        Member learner = learner(LocalSessionMode.UPGRADED);
        begin(learner);
        learner.take(client.createsEphemeral(0, "/e"));

        learner.commit(client.sessionId(), 0, new Txn.CreateSession(FakeClient.TIMEOUT));

        assertThat(client.told).isEmpty();
    }
}
