package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

/// What a member does that has looked for a leader for long (client protocol reference, section
/// 16).
final class ReadOnlyTest {
    private static final int AFTER = 2_000;
    private static final int NOT_READ_ONLY = -119;

    private final Member member = member(LocalSessionMode.KEPT);
    private final FakeClient client = new FakeClient(true);

    private static Member member(LocalSessionMode localSessions) {
        return new Member(Member.settings().with(readOnly(Member.TICK, localSessions)));
    }

    private static MemberSettings readOnly(int tickMillis, LocalSessionMode localSessions) {
        return new MemberSettings(
                MemberSettings.usualLeaderlessMillis(tickMillis), localSessions, true, true);
    }

    private static Member look(Member member) {
        member.looking = true;
        member.service.suspend();
        return member.settle();
    }

    private Member readOnly() {
        look(member).pass(AFTER);
        assertThat(member.settle().access).isEqualTo(Access.READ_ONLY);
        return member;
    }

    private FakeClient clientOfReadOnly() {
        readOnly().take(client.wantsSession());
        assertThat(client.takeTold()).containsExactly("established");
        return client;
    }

    // ---- when ----

    @Test
    void itBeginsOnceTheSearchHasTakenTwoSeconds() {
        look(member).pass(AFTER - 1);
        assertThat(member.settle().access).isEqualTo(Access.NONE);
        member.pass(1);
        assertThat(member.settle().access).isEqualTo(Access.READ_ONLY);
    }

    @Test
    void itBeginsAfterOneTickWhereThatIsLonger() {
        Member slow =
                new Member(
                        new ReplicaSettings(3, 3_000, 0, 10_000, 60_000, 0)
                                .with(readOnly(3_000, LocalSessionMode.OFF)));
        look(slow).pass(2_999);
        assertThat(slow.settle().access).isEqualTo(Access.NONE);
        slow.pass(1);
        assertThat(slow.settle().access).isEqualTo(Access.READ_ONLY);
    }

    @Test
    void eachSearchIsTimedByItself() {
        look(member).pass(AFTER - 1);
        member.looking = false;
        member.settle();
        member.looking = true;
        member.settle().pass(AFTER - 1);
        assertThat(member.settle().access).isEqualTo(Access.NONE);
        member.pass(1);
        assertThat(member.settle().access).isEqualTo(Access.READ_ONLY);
    }

    @Test
    void itNeverBeginsWhereTheConfigurationDoesNotSaySo() {
        Member usual = new Member(LocalSessionMode.KEPT);
        look(usual).pass(10 * AFTER);
        assertThat(usual.settle().access).isEqualTo(Access.NONE);
    }

    @Test
    void itEndsWithTheSearchAndClosesAllConnections() {
        clientOfReadOnly();
        FakeClient late = new FakeClient(true);
        member.looking = false;
        member.settle();

        assertThat(member.access).isEqualTo(Access.NONE);
        assertThat(client.takeTold()).containsExactly("closed");
        member.follow(1);
        assertThat(member.access).isEqualTo(Access.FULL);
        member.take(late.wantsSession());
        assertThat(late.told).containsExactly("established");
    }

    // ---- who ----

    @Test
    void clientThatWantsToWriteIsSentAway() {
        FakeClient writer = new FakeClient(false);
        readOnly().take(writer.wantsSession());
        assertThat(writer.told).containsExactly("closed");
    }

    @Test
    void sessionsOfTheEnsembleCannotBeginHere() {
        Member global = look(member(LocalSessionMode.OFF));
        global.pass(AFTER);
        global.take(client.wantsSession());
        assertThat(client.told).containsExactly("no session at 0 error " + NOT_READ_ONLY);
        assertThat(global.replica.isIdle()).isTrue();
    }

    @Test
    void sessionThatTheEnsembleKnowsIsSentAwayAndAnyOtherRefused() {
        Member former = member(LocalSessionMode.OFF).follow(1);
        FakeClient before = former.clientOfLearner();
        look(former).pass(AFTER);
        FakeClient back = new FakeClient(true);
        FakeClient stranger = new FakeClient(true);
        former.take(back.wantsBack(before.sessionId()), stranger.wantsBack(41));

        assertThat(back.told).containsExactly("closed");
        assertThat(stranger.told).containsExactly("refused");
    }

    @Test
    void sessionThatBeganHereIsTakenUpHere() {
        clientOfReadOnly();
        FakeClient again = new FakeClient(true);
        FakeClient thief = new FakeClient(true);
        member.take(
                client.leaves(),
                again.wantsBack(client.sessionId()),
                thief.wantsBack(client.sessionId(), new byte[16]));
        assertThat(again.told).containsExactly("established", "closed");
        assertThat(thief.told).containsExactly("refused");
    }

    @Test
    void sessionThatIsNotHeardOfExpires() {
        clientOfReadOnly();
        member.pass(FakeClient.TIMEOUT + Member.TICK);
        assertThat(client.told).containsExactly("closed");
        assertThat(member.replica.localSessions().size()).isZero();
    }

    // ---- what ----

    @Test
    void readsAreAnsweredAndWhatChangesAnythingIsRefusedInOrder() {
        clientOfReadOnly();
        member.take(
                client.asks(1, OpCode.EXISTS),
                client.creates(2, "/a"),
                client.syncs(3),
                client.mangles(4, OpCode.MULTI),
                client.update(5, new Request.Delete("/a", -1)),
                client.asks(6, OpCode.GET_DATA));
        assertThat(client.told)
                .containsExactly(
                        "1 asked",
                        "2 at 0 error -119",
                        "3 at 0 error -119",
                        "4 at 0 error -119",
                        "5 at 0 error -119",
                        "6 asked");
        assertThat(member.said).isEmpty();
        assertThat(member.proposed).isEmpty();
    }

    @Test
    void sessionThatBeganHereCanEndHere() {
        clientOfReadOnly();
        member.take(client.ends(1));
        assertThat(client.told).containsExactly("1 at 0", "closed");
        assertThat(member.replica.localSessions().size()).isZero();
    }
}
