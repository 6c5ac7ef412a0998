package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.ensemble.EnsembleUnderTest;
import paddock.conformance.ensemble.MemberUnderTest;
import paddock.conformance.ensemble.Mode;
import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The process of a leader stands still until the others have another one, and then goes on as if
/// nothing had happened.
class SuspendedLeaderIT {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int TICK_MILLIS = 300;
    private static final int SYNC_LIMIT = 5;
    private static final int EPHEMERAL = 1;

    @Test
    void itFollowsTheNewOneAndNothingAcknowledgedIsLost() {
        var options =
                EnsembleUnderTest.options()
                        .key("tickTime", Integer.toString(TICK_MILLIS))
                        .key("syncLimit", Integer.toString(SYNC_LIMIT));
        try (var ensemble =
                        EnsembleUnderTest.of(
                                options,
                                ServerKind.PADDOCK,
                                ServerKind.PADDOCK,
                                ServerKind.PADDOCK);
                var client = startedOn(ensemble);
                var crew = Crew.start(client, ensemble.addresses(), 4, 20_261_128L)) {
            MemberUnderTest before = ensemble.leader();
            awaitWork(ensemble, crew);

            before.suspend();
            // Its client goes on asking.
            var update = create("/unheard");
            client.send(update);
            ensemble.awaitSettled();
            MemberUnderTest after = ensemble.leader();
            awaitWork(ensemble, crew);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS * (SYNC_LIMIT + 1L)));
            before.resume();
            boolean acknowledged = isAcknowledged(client, update);
            ensemble.await("follow", () -> before.mode() == Mode.FOLLOWER);

            ensemble.awaitSettled();
            assertThat(ensemble.leader()).isEqualTo(after);
            awaitWork(ensemble, crew);
            crew.finish();
            assertThat(History.contradictions(crew.observations(), History.Sync.BARRIER)).isEmpty();
            try (var moved = before.adopt(client)) {
                assertThat(moved.exists("/client")).isTrue();
                assertThat(moved.exists("/unheard") || !acknowledged).isTrue();
                for (String ephemeral : crew.ephemerals()) {
                    assertThat(moved.exists(ephemeral)).as(ephemeral).isTrue();
                }
            }
        }
    }

    /// A client of the leader.
    private static RawSession startedOn(EnsembleUnderTest ensemble) {
        ensemble.startAll();
        var client = ensemble.leader().session(TIMEOUT_MILLIS);
        client.create("/client", new byte[0], EPHEMERAL);
        return client;
    }

    private static void awaitWork(EnsembleUnderTest ensemble, Crew crew) {
        int reached = crew.updates() + 50;
        ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);
    }

    private static Request create(String path) {
        return new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, 0, 0);
    }

    private static boolean isAcknowledged(RawSession client, Request update) {
        try {
            return client.receive(update).header().err() == 0;
        } catch (RawSession.ConnectionClosedException e) {
            return false;
        }
    }
}
