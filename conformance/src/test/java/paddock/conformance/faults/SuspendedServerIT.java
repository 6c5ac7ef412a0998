package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The process of a server stands still for longer than sessions last, as in a long collection of
/// garbage or while its machine is moved.
class SuspendedServerIT {
    private static final int TIMEOUT_MILLIS = 6_000;
    private static final int SUSPENDED_MILLIS = 8_000;
    private static final int KEEPERS = 30;
    private static final int EPHEMERAL = 1;

    private final List<RawSession> keepers = new ArrayList<>();

    @Test
    void noSessionExpiresForTimeInWhichItCouldNotBeHeard() {
        var options = ServerOptions.standard().key("tickTime", "1000");
        try (var server = ServerUnderTest.start(ServerKind.PADDOCK, options)) {
            for (int i = 0; i < KEEPERS; i++) {
                keepers.add(member(server, "/keeper" + i));
            }
            RawSession mover = member(server, "/mover");
            RawSession gone = member(server, "/gone");
            keepers.forEach(RawSession::ping);
            mover.ping();
            gone.ping();

            server.suspend();
            mover.close(); // as clients do that hear nothing
            gone.close();
            int pings = pingUnheardFor(SUSPENDED_MILLIS);
            server.resume();

            try (var moved =
                    RawSession.resume(
                            server.address(),
                            TIMEOUT_MILLIS,
                            mover.sessionId(),
                            mover.password())) {
                assertThat(moved.sessionId()).isEqualTo(mover.sessionId());
                assertThat(moved.exists("/mover")).isTrue();
                moved.closeSession();
            }
            for (RawSession keeper : keepers) {
                for (int i = 0; i < pings; i++) {
                    keeper.receive(new Request.Ping());
                }
            }
            // All are heard until the one that is really gone has had its time.
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (keepers.getFirst().exists("/gone")) {
                assertThat(System.nanoTime()).as("/gone stays").isLessThan(until);
                keepers.forEach(RawSession::ping);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            for (int i = 0; i < KEEPERS; i++) {
                assertThat(keepers.get(i).exists("/keeper" + i)).isTrue();
            }
            assertThat(server.log())
                    .contains("this server did not run for about ")
                    .contains(expiring(gone))
                    .doesNotContain(expiring(mover));
        } finally {
            keepers.forEach(RawSession::close);
        }
    }

    private static RawSession member(ServerUnderTest server, String ephemeral) {
        var session = RawSession.open(server.address(), TIMEOUT_MILLIS);
        session.create(ephemeral, new byte[0], EPHEMERAL);
        return session;
    }

    private static String expiring(RawSession session) {
        return "expiring session 0x" + Long.toHexString(session.sessionId());
    }

    /// Returns how many answers each is owed when the server goes on.
    private int pingUnheardFor(int millis) {
        var ping = new Request.Ping();
        int pings = 0;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            keepers.forEach(keeper -> keeper.send(ping));
            pings++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS / 3));
        }
        return pings;
    }
}
