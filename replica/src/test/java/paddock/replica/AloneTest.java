package paddock.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.List;

final class AloneTest {
    private final LoneServer server = new LoneServer();

    // ---- order ----

    @Test
    void nothingIsAnsweredOrVisibleBeforeItIsDurable() {
        FakeClient client = server.client();
        server.take(client.creates(1, "/a"));

        assertThat(server.complete()).isZero();
        assertThat(client.told).isEmpty();
        assertThat(server.database.tree().find("/a")).isNull();

        assertThat(server.force()).isOne();
        assertThat(client.told).containsExactly("1 at 2");
        assertThat(server.database.tree().find("/a")).isNotNull();
    }

    @Test
    void queryWaitsForTheUpdatesBeforeItAndForNoneBehindIt() {
        FakeClient client = server.client();
        server.take(
                client.creates(1, "/a"), client.asks(2, OpCode.EXISTS), client.creates(3, "/b"));
        server.durableZxid = 2;

        server.complete();

        assertThat(client.told).containsExactly("1 at 2", "2 asked");
        assertThat(server.database.tree().find("/b")).isNull();
    }

    @Test
    void noMoreIsCompletedThanAskedFor() {
        FakeClient client = server.client();
        server.take(client.creates(1, "/a"), client.creates(2, "/b"), client.creates(3, "/c"));
        server.durableZxid = 4;

        assertThat(server.replica.completeReady(2)).isEqualTo(2);
        assertThat(server.replica.isReady()).isTrue();
        assertThat(server.replica.isIdle()).isFalse();
        assertThat(server.replica.completeReady(2)).isOne();
        assertThat(server.replica.isIdle()).isTrue();
    }

    @Test
    void updatesUnderWayAreShownOldestFirst() {
        FakeClient client = server.client();
        server.take(client.creates(1, "/a"), client.asks(2, OpCode.EXISTS), client.sets(3, "/a"));

        List<Integer> xids = new ArrayList<>();
        server.replica.forEachUpdate(update -> xids.add(update.xid()));

        assertThat(xids).containsExactly(1, 3);
    }

    // ---- refusals ----

    @Test
    void refusalOfAnUpdateIsATransactionToo() {
        FakeClient client = server.client();
        server.take(client.sets(1, "/missing"));
        server.force();

        assertThat(client.told).containsExactly("1 at 2 error -101");
        assertThat(server.log.getLast().txn()).isEqualTo(new Txn.Error(-101));
    }

    @Test
    void whatCouldNotBeReadTakesAZxidOnlyWhenItIsAMulti() {
        FakeClient client = server.client();
        server.take(client.mangles(1, OpCode.CREATE), client.mangles(2, OpCode.MULTI));

        server.force();

        assertThat(client.told).containsExactly("1 at 1 error -5", "2 at 2 error -5");
    }

    @Test
    void operationThatWaitedTooLongIsRefusedUnlessItEndsTheSession() {
        FakeClient client = server.client();
        server.pass(LoneServer.THROTTLE + 1);
        server.take(client.creates(1, "/a"), client.ends(2));
        server.force();

        assertThat(client.told)
                .containsExactly(
                        "1 at 1 error " + ErrorCode.THROTTLED_OP.code(), "2 at 2", "closed");
    }

    // ---- sessions ----

    @Test
    void sessionIsEstablishedOnceItsTransactionIsDurable() {
        FakeClient client = new FakeClient();
        server.take(client.wantsSession());
        server.complete();
        assertThat(client.told).isEmpty();

        server.force();

        assertThat(client.told).containsExactly("established", "opened at 1");
        assertThat(server.database.sessions()).containsKey(client.sessionId());
    }

    @Test
    void clientThatLeftMeanwhileLeavesASessionThatExpires() {
        FakeClient client = new FakeClient();
        server.take(client.wantsSession(), client.leaves());
        server.force();
        assertThat(client.told).isEmpty();

        server.pass(FakeClient.TIMEOUT + 2 * LoneServer.TICK);
        server.force();

        assertThat(server.database.sessions()).isEmpty();
    }

    @Test
    void resumedSessionMovesToTheNewConnection() {
        FakeClient before = server.client();
        FakeClient after = new FakeClient();
        server.take(after.wantsBack(before.sessionId()));
        server.complete();

        assertThat(before.told).containsExactly("closed");
        assertThat(after.told).containsExactly("established");
        assertThat(after.sessionId()).isEqualTo(before.sessionId());
    }

    @Test
    void oldConnectionThatGoesDoesNotTakeTheSessionAlong() {
        FakeClient before = server.client();
        FakeClient after = new FakeClient();
        server.take(after.wantsBack(before.sessionId()), before.leaves());
        server.complete();

        after.lastHeardMillis = FakeClient.TIMEOUT;
        server.pass(FakeClient.TIMEOUT + 2 * LoneServer.TICK);

        assertThat(server.expiring).isEmpty();
    }

    @Test
    void wrongPasswordIsRefusedAndEndsTheOldConnection() {
        FakeClient before = server.client();
        FakeClient after = new FakeClient();
        server.take(after.wantsBack(before.sessionId(), new byte[16]));
        server.complete();

        assertThat(before.told).containsExactly("closed");
        assertThat(after.told).containsExactly("refused");
    }

    @Test
    void unknownSessionIsRefused() {
        FakeClient client = new FakeClient();
        server.take(client.wantsBack(77));
        server.complete();

        assertThat(client.told).containsExactly("refused");
    }

    @Test
    void sessionAboutToEndCannotBeResumed() {
        FakeClient before = server.client();
        FakeClient after = new FakeClient();
        server.take(before.ends(1), after.wantsBack(before.sessionId()));
        server.force();

        assertThat(before.told).containsExactly("1 at 2", "closed");
        assertThat(after.told).containsExactly("refused");
    }

    @Test
    void silentSessionExpiresWithItsEphemerals() {
        FakeClient silent = server.client();
        FakeClient alive = server.client();
        server.take(
                silent.update(1, new Request.Create(OpCode.CREATE, "/e", null, Acl.OPEN, 1, 0)));
        server.force();
        silent.takeTold();

        server.pass(FakeClient.TIMEOUT);
        alive.lastHeardMillis = FakeClient.TIMEOUT;
        server.pass(LoneServer.TICK);
        server.force();

        assertThat(server.expiring).containsExactly(silent.sessionId());
        assertThat(server.database.tree().find("/e")).isNull();
        assertThat(silent.told).containsExactly("closed");
        assertThat(alive.told).isEmpty();
    }

    @Test
    void sessionsDoNotAgeWhileTheServerIsSuspended() {
        FakeClient silent = server.client();
        FakeClient pinging = server.client();
        server.pass(1_000);
        pinging.lastHeardMillis = 1_000;

        server.suspend(60_000);
        server.pass(LoneServer.TICK);
        assertThat(server.expiring).isEmpty();

        // Three of four seconds are left to the one, and the other has all of its own.
        server.pass(2_000);
        assertThat(server.expiring).isEmpty();
        server.pass(LoneServer.TICK);
        assertThat(server.expiring).containsExactly(silent.sessionId());
        server.pass(LoneServer.TICK);
        assertThat(server.expiring).containsExactly(silent.sessionId(), pinging.sessionId());
    }

    @Test
    void clientThatLeftDuringASuspensionHasTimeToComeBack() {
        FakeClient client = server.client();
        server.suspend(60_000);
        server.take(new Submission.Gone(client, client.lastHeardMillis));
        server.complete();

        server.pass(FakeClient.TIMEOUT - 1);
        assertThat(server.expiring).isEmpty();

        server.pass(LoneServer.TICK + 1);
        assertThat(server.expiring).containsExactly(client.sessionId());
    }

    @Test
    void sessionThatIsEndingDoesNotComeBackWithASuspension() {
        FakeClient client = server.client();
        server.pass(FakeClient.TIMEOUT + LoneServer.TICK);
        server.suspend(60_000);
        server.force();

        assertThat(client.told).containsExactly("closed");
    }

    @Test
    void expiringSessionMayWriteNothingNew() {
        FakeClient client = server.client();
        server.pass(FakeClient.TIMEOUT + LoneServer.TICK);
        client.lastHeardMillis = FakeClient.TIMEOUT + LoneServer.TICK;
        server.take(client.update(1, new Request.Delete("/a", -1)));
        server.take(client.ends(2));
        server.force();

        assertThat(server.log.get(2).txn())
                .isEqualTo(new Txn.Error(ErrorCode.SESSION_EXPIRED.code()));
    }

    // ---- sweeping ----

    @Test
    void emptyContainerIsRemovedByTheServerItself() {
        FakeClient client = server.client();
        server.take(
                client.update(
                        1, new Request.Create(OpCode.CREATE_CONTAINER, "/c", null, Acl.OPEN, 4, 0)),
                client.creates(2, "/c/child"),
                client.update(3, new Request.Delete("/c/child", -1)));
        server.force();

        client.lastHeardMillis = LoneServer.SWEEP;
        server.pass(LoneServer.SWEEP);
        server.force();

        assertThat(server.database.tree().find("/c")).isNull();
        assertThat(server.log.getLast().header().sessionId()).isZero();
    }

    @Test
    void nothingFallsDueBeforeTheDeadline() {
        server.pass(1);

        assertThat(server.replica.deadlineMillis()).isEqualTo(LoneServer.TICK);
    }
}
