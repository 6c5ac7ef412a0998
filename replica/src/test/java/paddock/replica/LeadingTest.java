package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.acl.Identities;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;
import paddock.zab.quorum.QuorumConfig;
import paddock.zab.quorum.Reconfiguration;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class LeadingTest {
    private static final long SESSION = 0x0200_0000_0000_0001L;
    private static final byte[] TIMEOUT = {0, 0, 0x0f, (byte) 0xa0};

    private final Member member = new Member().lead(5);

    // ---- own clients ----

    @Test
    void epochBeginsRightAfterItsBeginning() {
        FakeClient client = member.clientOfLeader();
        member.take(client.creates(1, "/a"));

        assertThat(member.proposed.getFirst().zxid()).isEqualTo(0x5_0000_0002L);
        assertThat(member.access).isEqualTo(Access.FULL);
    }

    @Test
    void idsOfSessionsNameTheServer() {
        assertThat(member.clientOfLeader().sessionId() >>> 56).isEqualTo(3);
    }

    @Test
    void nothingIsAnsweredBeforeItIsCommitted() {
        FakeClient client = member.clientOfLeader();
        member.take(client.creates(1, "/a"));
        assertThat(client.told).isEmpty();
        assertThat(member.has("/a")).isFalse();

        member.commit(1);

        assertThat(client.told).containsExactly("1 at 500000002");
        assertThat(member.has("/a")).isTrue();
    }

    @Test
    void queryDoesNotSeeTheUpdatesBehindIt() {
        FakeClient client = member.clientOfLeader();
        member.take(client.syncs(1), client.creates(2, "/a"));

        member.commit(1);
        assertThat(member.has("/a")).isFalse();
        member.prove();

        assertThat(client.told).containsExactly("1 asked", "2 at 500000002");
    }

    @Test
    void syncIsAnsweredOnceLeadershipIsProven() {
        FakeClient client = member.clientOfLeader();
        member.take(client.syncs(1));
        assertThat(client.told).isEmpty();

        member.prove();

        assertThat(client.told).containsExactly("1 asked");
    }

    @Test
    void resumedSessionIsKnownEvenWhereItsBeginningIsUnderWay() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        FakeClient client = new FakeClient();
        member.take(client.wantsBack(SESSION));
        assertThat(client.told).isEmpty();

        member.commit(1);

        assertThat(client.told).containsExactly("established");
    }

    // ---- membership ----

    private static final Request RECONFIG = new Request.Reconfig(null, "3", null, -1);
    private static final String SERVER = "server.1=localhost:1:2:participant;localhost:3";

    @Test
    void refusedReconfigTellsItsReasonAsAnErrorTransaction() {
        FakeClient client = member.clientOfLeader();
        member.take(client.update(1, RECONFIG));

        member.commit(1);

        assertThat(client.told).containsExactly("1 at 500000002 error -13");
    }

    @Test
    void reconfigNeedsThePermissionToWriteToTheConfig() {
        member.reconfiguration = accepted();
        FakeClient client = member.clientOfLeader();
        member.take(client.update(1, RECONFIG));

        member.commit(1);

        assertThat(client.told).containsExactly("1 at 500000002 error -102");
    }

    @Test
    void superUserChangesTheMembershipThroughALearner() {
        member.reconfiguration = accepted();
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        JuteWriter body = new JuteWriter(64);
        RECONFIG.write(body);
        member.service.requested(
                Member.LINK,
                new LearnerMessage.Request(
                        SESSION,
                        4,
                        OpCode.RECONFIG,
                        body.toByteArray(),
                        List.of(Identities.SUPER)));

        assertThat(member.proposed.getLast().txn().txn())
                .isInstanceOfSatisfying(
                        Txn.SetData.class,
                        set -> {
                            assertThat(set.type()).isEqualTo(OpCode.RECONFIG);
                            assertThat(set.path()).isEqualTo("/zookeeper/config");
                            assertThat(set.version()).isEqualTo(-1);
                            assertThat(set.data())
                                    .asString(StandardCharsets.UTF_8)
                                    .isEqualTo(SERVER + "\nversion=500000002");
                        });
        member.commit(2);
        assertThat(member.changes).contains("/zookeeper/config");
    }

    private static Reconfiguration accepted() {
        return new Reconfiguration.Accepted(QuorumConfig.parse(SERVER + "\nversion=500000002"));
    }

    // ---- learners ----

    @Test
    void requestsAreOrderedAsTheyArrive() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        member.request(Member.LINK, SESSION, 4, create("/a"));

        assertThat(member.proposed)
                .extracting(txn -> txn.txn().header().cxid())
                .containsExactly(0, 4);
        assertThat(member.proposed.getLast().txn().header().sessionId()).isEqualTo(SESSION);
        member.commit(2);
        assertThat(member.has("/a")).isTrue();
    }

    @Test
    void whatCannotBeReadBecomesAnErrorWithAZxid() {
        member.request(Member.LINK, SESSION, 4, OpCode.CREATE, new byte[] {1, 2});
        member.request(Member.LINK, SESSION, 5, OpCode.CREATE_SESSION, new byte[0]);
        member.request(Member.LINK, SESSION, 6, OpCode.CHECK, checkBody());

        assertThat(member.proposed)
                .extracting(txn -> txn.txn().txn())
                .containsExactly(
                        new Txn.Error(ErrorCode.MARSHALLING_ERROR.code()),
                        new Txn.Error(ErrorCode.MARSHALLING_ERROR.code()),
                        new Txn.Error(ErrorCode.UNIMPLEMENTED.code()));
    }

    @Test
    void multiThatIsRefusedUnreadBecomesAnErrorToo() {
        member.request(
                Member.LINK,
                SESSION,
                4,
                new Request.Multi(
                        false, List.of(new Request.Create(OpCode.CREATE, "/a", null, null, 0, 0))));

        assertThat(member.proposed.getLast().txn().txn())
                .isEqualTo(new Txn.Error(ErrorCode.MARSHALLING_ERROR.code()));
    }

    @Test
    void sessionIsOwnedByTheServerThatOpenedIt() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        member.request(Member.OTHER_LINK, SESSION, 4, create("/a"));

        assertThat(member.proposed.getLast().txn().txn())
                .isEqualTo(new Txn.Error(ErrorCode.SESSION_MOVED.code()));
    }

    @Test
    void revalidationMovesTheSession() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        member.service.revalidate(Member.OTHER_LINK, new LearnerMessage.Revalidate(SESSION, 4_000));
        member.request(Member.OTHER_LINK, SESSION, 4, create("/a"));
        member.request(Member.LINK, SESSION, 5, create("/b"));

        assertThat(member.takeSaid())
                .containsExactly("8 Revalidated[sessionId=" + SESSION + ", valid=true]");
        assertThat(member.proposed)
                .element(1)
                .extracting(txn -> txn.txn().txn())
                .isInstanceOf(Txn.Create.class);
        assertThat(member.proposed.getLast().txn().txn())
                .isEqualTo(new Txn.Error(ErrorCode.SESSION_MOVED.code()));
    }

    @Test
    void unknownSessionIsNotValid() {
        member.service.revalidate(Member.LINK, new LearnerMessage.Revalidate(SESSION, 4_000));

        assertThat(member.takeSaid())
                .containsExactly("7 Revalidated[sessionId=" + SESSION + ", valid=false]");
    }

    @Test
    void sessionThatMovesAwayLosesItsConnectionHere() {
        FakeClient client = member.clientOfLeader();
        member.service.revalidate(
                Member.LINK, new LearnerMessage.Revalidate(client.sessionId(), 4_000));

        assertThat(client.told).containsExactly("closed");
    }

    @Test
    void updateOfASessionThatMovedClosesTheConnectionUnanswered() {
        FakeClient client = member.clientOfLeader();
        member.service.revalidate(
                Member.LINK, new LearnerMessage.Revalidate(client.sessionId(), 4_000));
        client.takeTold();
        member.take(client.creates(1, "/a"));
        member.commit(1);

        assertThat(client.told).containsExactly("closed");
        assertThat(member.has("/a")).isFalse();
    }

    @Test
    void syncOfALearnerFollowsWhatWasProposedBeforeIt() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        member.request(Member.LINK, SESSION, 4, OpCode.SYNC, new byte[0]);
        member.prove();
        assertThat(member.takeSaid()).isEmpty();

        member.commit(1);

        assertThat(member.takeSaid()).containsExactly("7 Synced[]");
    }

    @Test
    void syncOfALearnerThatCountsOnOrderWaitsForNoProof() {
        member.request(Member.ORDERED_LINK, SESSION, 4, OpCode.SYNC, new byte[0]);

        assertThat(member.takeSaid())
                .containsExactly(
                        "9 Synced[] after " + Long.toHexString(member.database.lastZxid()));
        assertThat(member.proofs).isEmpty();
    }

    @Test
    void syncOfALearnerNeedsAProofOfLeadership() {
        member.request(Member.LINK, SESSION, 4, OpCode.SYNC, new byte[0]);
        assertThat(member.takeSaid()).isEmpty();

        member.prove();

        assertThat(member.takeSaid()).containsExactly("7 Synced[]");
    }

    // ---- time ----

    @Test
    void touchesOfLearnersKeepSessionsAlive() {
        member.request(Member.LINK, SESSION, 0, OpCode.CREATE_SESSION, TIMEOUT);
        member.commit(1);

        member.pass(3_000);
        member.service.touched(
                Member.LINK, List.of(new LearnerMessage.SessionTouch(SESSION, 4_000)));
        member.pass(3_000);
        assertThat(member.proposed).isEmpty();

        member.pass(2_000);
        assertThat(member.proposed.getLast().txn().txn()).isInstanceOf(Txn.CloseSession.class);
    }

    @Test
    void sessionsGetAFreshClockWhenLeadershipBegins() {
        Member late = new Member();
        late.commit(SESSION, 0, new Txn.CreateSession(4_000));
        late.pass(20_000);
        late.lead(1);

        late.pass(3_000);
        assertThat(late.proposed).isEmpty();
        late.pass(2_000);
        assertThat(late.proposed).hasSize(1);
    }

    @Test
    void snapshotForALearnerHasAllThatIsCommitted() {
        FakeClient client = member.clientOfLeader();
        member.take(client.syncs(1), client.creates(2, "/a"));
        member.service.commit(member.proposed.remove());
        member.service.sendSnapshot(Member.LINK);

        assertThat(member.images).containsExactly(0x5_0000_0002L);
        assertThat(client.told).isEmpty();
        member.prove();
        assertThat(client.told).containsExactly("1 asked", "2 at 500000002");
    }

    private static Request create(String path) {
        return new Request.Create(OpCode.CREATE, path, null, Acl.OPEN, 0, 0);
    }

    private static byte[] checkBody() {
        return new byte[] {0, 0, 0, 1, '/', 0, 0, 0, 0};
    }

    @Test
    void syncsAreCountedUntilTheyAreAnswered() {
        FakeClient client = member.clientOfLeader();
        member.take(client.syncs(1), client.syncs(2));
        assertThat(member.replica.pendingSyncs()).isEqualTo(2);
        member.prove();
        assertThat(member.replica.pendingSyncs()).isZero();
    }

    @Test
    void leaderThatServesNoClientsSendsThemAwayAndOrdersForLearners() {
        Member leader =
                new Member(
                        Member.settings()
                                .with(
                                        new MemberSettings(
                                                Member.TICK, LocalSessionMode.OFF, false, false)));
        FakeClient early = new FakeClient();
        FakeClient late = new FakeClient();
        leader.take(early.wantsSession());
        leader.lead(1);
        leader.take(late.wantsSession(), late.wantsBack(41));
        leader.request(
                Member.LINK,
                5,
                1,
                new Request.Create(OpCode.CREATE, "/a", new byte[0], Acl.OPEN, 0, 0));
        leader.commit(leader.proposed.size());

        assertThat(leader.access).isEqualTo(Access.NONE);
        assertThat(early.told).containsExactly("closed");
        assertThat(late.told).containsExactly("closed", "closed");
        assertThat(leader.replica.isIdle()).isTrue();
        // The session that asked is unknown, which is ordered like anything else.
        assertThat(leader.database.lastZxid()).isEqualTo(0x1_0000_0001L);
        leader.service.suspend();
        leader.follow(2);
        assertThat(leader.access).isEqualTo(Access.FULL);
    }
}
