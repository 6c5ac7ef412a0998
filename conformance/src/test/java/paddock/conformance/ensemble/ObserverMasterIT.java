package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import static paddock.conformance.server.ServerKind.APACHE;
import static paddock.conformance.server.ServerKind.PADDOCK;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Followers that serve observers, of both kinds (ensemble protocol reference, section 13).
class ObserverMasterIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int SHORT_TIMEOUT_MILLIS = 2_000;
    private static final int LEADER = 3;
    private static final int OBSERVER = 4;

    /// Whose server is what.
    record Cast(ServerKind leader, ServerKind followers, ServerKind observer) {
        static Stream<Cast> all() {
            return Stream.of(
                    new Cast(PADDOCK, PADDOCK, PADDOCK),
                    new Cast(APACHE, PADDOCK, APACHE),
                    new Cast(PADDOCK, PADDOCK, APACHE),
                    new Cast(PADDOCK, APACHE, PADDOCK));
        }
    }

    /// Three voters and an observer, each at an address of its own, since they share the port.
    private static EnsembleUnderTest start(Cast cast) {
        var ensemble =
                EnsembleUnderTest.at(
                        id -> new Place("127.0.0." + id, List.of()),
                        Trees.readable(EnsembleUnderTest.options())
                                .key(
                                        "observerMasterPort",
                                        Integer.toString(ServerUnderTest.freePort())),
                        List.of(cast.followers(), cast.followers(), cast.leader()),
                        List.of(cast.observer()));
        ensemble.startLedBy(LEADER);
        return ensemble;
    }

    private static String figure(MemberUnderTest member, String name) {
        return member.word("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_" + name + "\t"))
                .findFirst()
                .orElse("");
    }

    /// The follower that serves the observer.
    private static MemberUnderTest master(EnsembleUnderTest ensemble) {
        String figure = figure(ensemble.member(OBSERVER), "observer_master_id");
        return ensemble.member(Integer.parseInt(figure.substring(figure.indexOf('\t') + 1)));
    }

    private static MemberUnderTest otherFollower(EnsembleUnderTest ensemble) {
        return ensemble.member(3 - master(ensemble).id());
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.ObserverMasterIT$Cast#all")
    void clientsOfTheObserverSeeTheSameService(Cast cast) {
        try (var ensemble = start(cast)) {
            assertThat(master(ensemble).id()).isIn(1, 2);
            assertThat(figure(master(ensemble), "synced_observers")).endsWith("\t1");
            assertThat(figure(otherFollower(ensemble), "synced_observers")).endsWith("\t0");
            assertThat(figure(ensemble.leader(), "synced_observers")).endsWith("\t0");

            var session = ensemble.member(OBSERVER).session(TIMEOUT_MILLIS);
            session.create("/a", bytes("0"), 0);
            for (int i = 1; i <= 50; i++) {
                session.setData("/a", bytes(Integer.toString(i)));
            }
            assertThat(session.getData("/a").data()).isEqualTo(bytes("50"));
            syncsSeeWhatOthersWrote(ensemble, session);
            session.closeSession();
            sessionsMove(ensemble);
            sessionsLive(ensemble);
            Trees.assertSame(ensemble);
        }
    }

    private static void syncsSeeWhatOthersWrote(EnsembleUnderTest ensemble, RawSession observing) {
        var atLeader = ensemble.leader().session(TIMEOUT_MILLIS);
        var atMaster = master(ensemble).session(TIMEOUT_MILLIS);
        for (int i = 0; i < 20; i++) {
            byte[] data = bytes("leader " + i);
            atLeader.setData("/a", data);
            observing.call(new Request.Sync("/a"));
            assertThat(observing.getData("/a").data()).isEqualTo(data);
            atMaster.call(new Request.Sync("/a"));
            assertThat(atMaster.getData("/a").data()).isEqualTo(data);
        }
        // Servers of Apache's lose track where an answer does not come in its place.
        var sync = new Request.Sync("/a");
        for (int i = 0; i < 100; i++) {
            var update = new Request.SetData("/a", bytes("pipelined " + i), -1);
            observing.send(sync);
            observing.send(update);
            assertThat(observing.receive(sync).header().err()).isZero();
            assertThat(observing.receive(update).header().err()).isZero();
        }
        atLeader.closeSession();
        atMaster.closeSession();
    }

    private static void sessionsMove(EnsembleUnderTest ensemble) {
        int master = master(ensemble).id();
        int other = otherFollower(ensemble).id();
        Moves.through(
                ensemble,
                ensemble.member(OBSERVER),
                TIMEOUT_MILLIS,
                master,
                OBSERVER,
                other,
                OBSERVER,
                LEADER,
                OBSERVER,
                master);
    }

    /// The leader hears by way of the follower of whose clients the observer hears.
    private static void sessionsLive(EnsembleUnderTest ensemble) {
        var session = ensemble.member(OBSERVER).session(SHORT_TIMEOUT_MILLIS);
        session.create("/living", bytes("1"), 1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3 * SHORT_TIMEOUT_MILLIS);
        ensemble.await(
                "let time pass",
                () -> {
                    session.ping();
                    return System.nanoTime() > end;
                });
        session.setData("/living", bytes("2"));
        session.close();
        var reader = ensemble.leader().session(TIMEOUT_MILLIS);
        ensemble.await("let the session expire", () -> !reader.exists("/living"));
        reader.closeSession();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.ObserverMasterIT$Cast#all")
    void theObserverGetsWhatItMissedFromWhoeverServesIt(Cast cast) {
        try (var ensemble = start(cast)) {
            MemberUnderTest observer = ensemble.member(OBSERVER);
            var session = ensemble.leader().session(TIMEOUT_MILLIS);
            session.create("/counted", bytes("0"), 0);

            // Its follower dies, and another one goes on.
            MemberUnderTest lost = master(ensemble);
            MemberUnderTest left = otherFollower(ensemble);
            lost.kill();
            write(session, 20);
            ensemble.await(
                    "serve the observer again",
                    () ->
                            observer.mode() == Mode.OBSERVER
                                    && figure(left, "synced_observers").endsWith("\t1"));
            var atObserver = observer.session(TIMEOUT_MILLIS);
            atObserver.setData("/counted", bytes("by the observer"));
            atObserver.closeSession();
            ensemble.startAll();

            // A few transactions: a difference.
            observer.stop();
            write(session, 20);
            ensemble.startAll();
            assertThat(master(ensemble).id()).isIn(1, 2);
            Trees.assertSame(ensemble);

            // Everything: a whole tree.
            observer.stop();
            observer.loseData();
            write(session, 600);
            ensemble.startAll();
            assertThat(master(ensemble).id()).isIn(1, 2);

            var tree = Trees.assertSame(ensemble);
            session.closeSession();
            ensemble.stopAll();
            Trees.assertSameOnDisk(ensemble, tree);
        }
    }

    private static void write(RawSession session, int count) {
        for (int i = 0; i < count; i++) {
            session.setData("/counted", bytes("more " + i));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
