package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.List;

/// Local sessions, between servers of both kinds (data model reference, section 9).
class LocalSessionsIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LEADER = 3;
    private static final byte[] DATA = {1};

    private static EnsembleUnderTest three(Pairing pairing, boolean upgrading) {
        var ensemble =
                EnsembleUnderTest.of(
                        EnsembleUnderTest.options()
                                .key("localSessionsEnabled", "true")
                                .key("localSessionsUpgradingEnabled", Boolean.toString(upgrading)),
                        pairing.learner(),
                        pairing.learner(),
                        pairing.leader());
        ensemble.startLedBy(LEADER);
        return ensemble;
    }

    private static int error(RawSession session, Request request) {
        return session.ask(request).header().err();
    }

    private static Request ephemeral(int opCode, String path) {
        return new Request.Create(opCode, path, DATA, Acl.OPEN, 1, 0);
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void theyTakeNoTransactionsStayWhereTheyAreAndOwnNothing(Pairing pairing) {
        try (var ensemble = three(pairing, false)) {
            for (int id : new int[] {1, LEADER}) {
                MemberUnderTest member = ensemble.member(id);
                MemberUnderTest other = ensemble.member(2);
                var session = member.session(TIMEOUT_MILLIS);
                session.create("/from-" + id, DATA, 0);
                long before = session.lastZxid();
                var second = member.session(TIMEOUT_MILLIS);

                // One transaction each, though they are refused.
                assertThat(error(session, ephemeral(OpCode.CREATE, "/e"))).isEqualTo(-120);
                assertThat(error(session, ephemeral(OpCode.CREATE2, "/e"))).isEqualTo(-120);
                assertThat(session.lastZxid()).isEqualTo(before + 2);
                assertThat(member.word("mntr")).contains("zk_local_sessions\t2");
                assertThat(member.word("dump"))
                        .contains("Local Session Sets (", Long.toHexString(second.sessionId()));
                second.closeSession();

                assertThatThrownBy(() -> other.adopt(session))
                        .isInstanceOf(RequestFailedException.class);
                var again = member.adopt(session);
                assertThat(again.setData("/from-" + id, DATA).mzxid()).isEqualTo(before + 3);
                again.closeSession();
            }
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void theFirstEphemeralMakesThemGlobal(Pairing pairing) {
        try (var ensemble = three(pairing, true)) {
            for (int id : new int[] {1, LEADER}) {
                var session = ensemble.member(id).session(TIMEOUT_MILLIS);
                session.create("/plain-" + id, DATA, 0);
                long before = session.lastZxid();

                session.create("/owned-" + id, DATA, 1);
                session.call(
                        new Request.Multi(false, List.of(ephemeral(OpCode.CREATE, "/more-" + id))));

                // The beginning of the session, and the znode.
                assertThat(session.getData("/owned-" + id).stat().czxid()).isEqualTo(before + 2);
                assertThat(ensemble.member(id).word("mntr")).contains("zk_local_sessions\t0");
                var moved = ensemble.member(2).adopt(session);
                moved.setData("/owned-" + id, DATA);
                assertThat(moved.getData("/more-" + id).stat().ephemeralOwner())
                        .isEqualTo(session.sessionId());
                moved.closeSession();
                session.close();
                var reader = ensemble.member(id).session(TIMEOUT_MILLIS);
                reader.call(new Request.Sync("/"));
                assertThat(reader.exists("/owned-" + id)).isFalse();
                assertThat(reader.exists("/more-" + id)).isFalse();
                reader.closeSession();
            }
        }
    }
}
