package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerOptions;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Members join, change their part and leave while clients work; the others are Apache's servers or
/// Paddock's.
class ReconfigIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LEADER = 3;
    private static final String CONFIG = "/zookeeper/config";

    private static ServerOptions options() {
        return Trees.readable(EnsembleUnderTest.options()).key("reconfigEnabled", "true");
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void membersComeAndGo(Pairing pairing) {
        try (var ensemble =
                EnsembleUnderTest.of(
                        options(), pairing.learner(), pairing.learner(), pairing.leader())) {
            ensemble.startLedBy(LEADER);
            var founder = ensemble.leader().session(TIMEOUT_MILLIS);
            var operator = ensemble.member(1).session(TIMEOUT_MILLIS);
            assertThat(error(operator, joins("server.9=127.0.0.1:1:2;3"))).isEqualTo(-102);
            operator.authenticate("super:secret");
            refusals(operator);
            try (var crew = Crew.start(founder, ensemble.addresses(), 3, 20_261_127L)) {
                work(ensemble, crew);
                MemberUnderTest fourth = ensemble.newcomer(options(), pairing.learner());
                fourth.start();
                ensemble.await("take it in", () -> fourth.mode() == Mode.FOLLOWER);

                change(ensemble, joins(fourth.joiningLine("observer")));
                ensemble.await("make it an observer", () -> fourth.mode() == Mode.OBSERVER);
                work(ensemble, crew);

                change(ensemble, joins(fourth.joiningLine("participant")));
                ensemble.await("make it a voter", () -> fourth.mode() == Mode.FOLLOWER);
                work(ensemble, crew);

                String last = change(ensemble, leaves("3"));
                assertThat(last).doesNotContain("server.3=").contains("server.4=");
                ensemble.member(LEADER).kill();
                ensemble.awaitSettled();
                work(ensemble, crew);
                crew.finish();

                assertThat(History.contradictions(crew.observations(), History.Sync.WHILE_LEADER))
                        .isEmpty();
                for (int id : new int[] {1, 2, 4}) {
                    assertThat(config(ensemble.member(id))).as("of member " + id).isEqualTo(last);
                }
                allAgainFromTheirFiles(ensemble, last);
            }
        }
    }

    private static void allAgainFromTheirFiles(EnsembleUnderTest ensemble, String last) {
        List<MemberUnderTest> left =
                ensemble.members().stream().filter(member -> member.id() != LEADER).toList();
        left.forEach(MemberUnderTest::stop);
        left.forEach(MemberUnderTest::start);
        ensemble.awaitSettled();
        for (MemberUnderTest member : left) {
            ensemble.await("start again", () -> member.mode() != Mode.NONE);
            assertThat(config(member)).as("of " + member).isEqualTo(last);
        }
    }

    private static void refusals(RawSession operator) {
        assertThat(error(operator, new Request.Reconfig(null, "2", null, 12_345))).isEqualTo(-103);
        assertThat(error(operator, joins("server.four=127.0.0.1:1:2;3"))).isEqualTo(-5);
        assertThat(error(operator, joins("server.4=127.0.0.1:1:2"))).isEqualTo(-8);
        assertThat(error(operator, leaves("1,2"))).isEqualTo(-8);
        String strangers =
                "server.7=127.0.0.1:71:72;73,server.8=127.0.0.1:81:82;83,server.9=127.0.0.1:91:92;93";
        assertThat(error(operator, new Request.Reconfig(null, null, strangers, -1))).isEqualTo(-13);
    }

    private static Request.Reconfig joins(String line) {
        return new Request.Reconfig(line, null, null, -1);
    }

    private static Request.Reconfig leaves(String ids) {
        return new Request.Reconfig(null, ids, null, -1);
    }

    private static int error(RawSession session, Request.Reconfig request) {
        return session.ask(request).header().err();
    }

    /// Changes the membership through member 1, and returns it as the answer tells it.
    private static String change(EnsembleUnderTest ensemble, Request.Reconfig request) {
        MemberUnderTest member = ensemble.member(1);
        String before = config(member);
        var operator = member.session(TIMEOUT_MILLIS);
        operator.authenticate("super:secret");
        RawSession.Reply answer;
        try {
            answer = operator.ask(request);
        } catch (RawSession.ConnectionClosedException e) {
            // Apache's servers hang up where the change moves more than names, and Paddock's follow
            // a leader of theirs that does.
            ensemble.await("change its membership", () -> !config(member).equals(before));
            return config(member);
        }
        assertThat(answer.header().err()).as(request.toString()).isZero();
        var data = Response.Data.read(answer.body());
        assertThat(data.stat().mzxid()).isEqualTo(answer.header().zxid());
        assertThat(data.stat().version()).isEqualTo(-1);
        operator.close();
        return text(data.data());
    }

    private static String config(MemberUnderTest member) {
        var session = member.session(TIMEOUT_MILLIS);
        session.call(new Request.Sync("/"));
        String config = text(session.getData(CONFIG).data());
        session.closeSession();
        return config;
    }

    private static String text(byte @Nullable [] data) {
        return new String(Objects.requireNonNull(data), StandardCharsets.UTF_8);
    }

    private static void work(EnsembleUnderTest ensemble, Crew crew) {
        int reached = crew.updates() + 30;
        ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);
    }

    /// One server, which is an ensemble all the same, becomes three; then each finds the others at
    /// new ports.
    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void anEnsembleOfOneGrowsAndMovesItsPorts(Pairing pairing) {
        ServerOptions options = options().key("standaloneEnabled", "false");
        try (var ensemble = EnsembleUnderTest.of(options, pairing.leader())) {
            ensemble.startAll();
            assertThat(ensemble.member(1).mode()).isEqualTo(Mode.LEADER);
            var session = ensemble.member(1).session(TIMEOUT_MILLIS);
            session.create("/first", new byte[] {1}, 0);
            for (int id = 2; id <= 3; id++) {
                MemberUnderTest next = ensemble.newcomer(options, pairing.learner());
                next.start();
                ensemble.await("take it in", () -> next.mode() == Mode.FOLLOWER);
                change(ensemble, joins(next.joiningLine("participant")));
                ensemble.awaitSettled();
                assertThat(config(next)).contains("server." + id + "=");
            }

            // A follower's ports, then the leader's.
            for (int id : new int[] {2, 1}) {
                MemberUnderTest moved = ensemble.member(id);
                String line = moved.movingLine();
                change(ensemble, joins(line));
                ensemble.awaitSettled();
                String address = line.substring(0, line.indexOf(":participant"));
                assertThat(config(ensemble.member(3))).contains(address);
            }
            // Everybody finds everybody there: also who comes anew, and without the old leader.
            ensemble.member(3).kill();
            ensemble.startAll();
            ensemble.member(1).kill();
            ensemble.awaitSettled();
            var other = ensemble.member(3).session(TIMEOUT_MILLIS);
            other.create("/last", new byte[] {1}, 0);
            ensemble.startAll();
            assertThat(Trees.assertSame(ensemble)).containsKeys("/first", "/last");
            ensemble.stopAll();
        }
    }
}
