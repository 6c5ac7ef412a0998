package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.RequestFailedException;
import paddock.conformance.server.ServerKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Apache's servers and Paddock's in one ensemble, each in every role.
class MixedEnsembleIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LEADER = 3;
    private static final int NO_NODE = -101;

    private static EnsembleUnderTest three(Pairing pairing) {
        return EnsembleUnderTest.of(
                Trees.readable(EnsembleUnderTest.options()),
                pairing.learner(),
                pairing.learner(),
                pairing.leader());
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void clientsSeeOneServiceWhereverTheyConnect(Pairing pairing) {
        try (var ensemble =
                EnsembleUnderTest.of(
                        Trees.readable(EnsembleUnderTest.options()),
                        List.of(pairing.learner(), pairing.learner(), pairing.leader()),
                        List.of(pairing.learner()))) {
            ensemble.startLedBy(LEADER);
            assertThat(ensemble.member(4).mode()).isEqualTo(Mode.OBSERVER);

            for (MemberUnderTest member : ensemble.members()) {
                writeEverything(member);
            }
            watchesFireWhereTheyWereSet(ensemble);
            Moves.through(ensemble, ensemble.member(1), TIMEOUT_MILLIS, 2, LEADER, 4, 1);
            ensemble.members().forEach(MixedEnsembleIT::tellsItsRole);

            var tree = Trees.assertSame(ensemble);
            ensemble.stopAll();
            Trees.assertSameOnDisk(ensemble, tree);
        }
    }

    /// All kinds of updates, through one member.
    private static void writeEverything(MemberUnderTest member) {
        var session = member.session(TIMEOUT_MILLIS);
        String home = session.create("/of-" + member.id(), bytes("home"), 0);
        session.create(home + "/ephemeral", bytes("e"), 1);
        session.create(home + "/sequential-", bytes("s"), 2);
        session.create(home + "/sequential-", bytes("s"), 2);
        session.create(home + "/container", bytes("c"), 4);
        session.createWithTtl(home + "/ttl", bytes("t"), 3_600_000);
        session.setData(home, bytes("changed by " + member.id()));
        session.create(home + "/gone", bytes("g"), 0);
        session.delete(home + "/gone");
        session.call(
                new Request.Multi(
                        false,
                        List.of(
                                new Request.Check(home, 1),
                                new Request.Create(
                                        OpCode.CREATE,
                                        home + "/in-multi",
                                        bytes("m"),
                                        Acl.OPEN,
                                        0,
                                        0),
                                new Request.SetData(home, bytes("by multi"), -1))));
        assertThat(session.getData(home).stat().version()).isEqualTo(2);
        assertThat(session.children(home)).hasSize(6);
        session.closeSession();
        assertThat(exists(member, home + "/ephemeral")).isFalse();
    }

    private static boolean exists(MemberUnderTest member, String path) {
        var session = member.session(TIMEOUT_MILLIS);
        session.call(new Request.Sync("/"));
        try {
            session.getData(path);
            return true;
        } catch (RequestFailedException e) {
            assertThat(e.code()).isEqualTo(NO_NODE);
            return false;
        } finally {
            session.closeSession();
        }
    }

    private static void watchesFireWhereTheyWereSet(EnsembleUnderTest ensemble) {
        List<RawSession> watching =
                ensemble.members().stream().map(member -> member.session(TIMEOUT_MILLIS)).toList();
        watching.forEach(session -> session.call(new Request.Sync("/")));
        watching.forEach(session -> session.call(new Request.GetData("/of-1", true)));

        watching.getFirst().setData("/of-1", bytes("watched"));

        for (RawSession session : watching) {
            session.call(new Request.Sync("/"));
            assertThat(session.pollEvent())
                    .extracting(WatcherEvent::type, WatcherEvent::path)
                    .containsExactly(WatcherEvent.NODE_DATA_CHANGED, "/of-1");
            session.closeSession();
        }
    }

    private static void tellsItsRole(MemberUnderTest member) {
        String state =
                switch (member.mode()) {
                    case LEADER -> "leader";
                    case FOLLOWER -> "follower";
                    case OBSERVER -> "observer";
                    default -> throw new IllegalStateException(member + " is " + member.mode());
                };
        String figures = member.word("mntr");
        assertThat(figures).contains("zk_server_state\t" + state);
        if (member.mode() == Mode.LEADER) {
            assertThat(figures)
                    .contains(
                            "zk_synced_followers\t2",
                            "zk_synced_observers\t1",
                            "zk_pending_syncs\t0");
            assertThat(figure(member, "leader_uptime")).isPositive();
            assertThat(figure(member, "proposal_count")).isPositive();
            assertThat(figure(member, "cnt_election_time")).isOne();
            // The smallest is the end of a session without ephemerals.
            assertThat(member.word("srvr"))
                    .containsPattern("\nProposal sizes last/min/max: \\d+/48/\\d+\n");
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void whoWasAwayGetsWhatItMissed(Pairing pairing) {
        try (var ensemble = three(pairing)) {
            ensemble.startLedBy(LEADER);
            MemberUnderTest leader = ensemble.leader();
            var session = leader.session(TIMEOUT_MILLIS);
            session.create("/counted", bytes("0"), 0);

            // A few transactions: a difference.
            ensemble.member(1).stop();
            long differences = figure(leader, "diff_count");
            long trees = figure(leader, "snap_count");
            write(session, 20);
            ensemble.startAll();
            Trees.assertSame(ensemble);
            assertThat(figure(leader, "diff_count")).isEqualTo(differences + 1);

            // The difference is still there for a server that died with nothing written down since.
            ensemble.member(2).kill();
            write(session, 20);
            ensemble.startAll();
            Trees.assertSame(ensemble);
            assertThat(figure(leader, "diff_count")).isEqualTo(differences + 2);
            assertThat(figure(leader, "snap_count")).isEqualTo(trees);

            // Everything: a whole tree.
            ensemble.member(1).stop();
            ensemble.member(1).loseData();
            write(session, 600);
            ensemble.startAll();

            var tree = Trees.assertSame(ensemble);
            assertThat(figure(leader, "snap_count")).isEqualTo(trees + 1);
            session.closeSession();
            ensemble.stopAll();
            Trees.assertSameOnDisk(ensemble, tree);
        }
    }

    /// A figure that a member's `mntr` tells.
    private static long figure(MemberUnderTest member, String name) {
        return member.word("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_" + name + "\t"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void write(RawSession session, int count) {
        for (int i = 0; i < count; i++) {
            session.setData("/counted", bytes("more " + i));
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void whatOnlyADeadLeaderLoggedIsCutOff(Pairing pairing) {
        try (var ensemble = three(pairing)) {
            ensemble.startLedBy(LEADER);
            MemberUnderTest leader = ensemble.leader();
            var session = leader.session(TIMEOUT_MILLIS);
            session.create("/agreed", bytes("yes"), 0);
            long before = logBytes(leader);

            ensemble.member(1).suspend();
            ensemble.member(2).suspend();
            session.send(new Request.SetData("/agreed", bytes("nobody else has this"), -1));
            ensemble.await("log it", () -> logBytes(leader) > before);
            leader.kill();
            session.close();
            // Were they resumed, they would still find the proposal in what they had received.
            ensemble.member(1).kill();
            ensemble.member(2).kill();
            ensemble.member(1).start();
            ensemble.member(2).start();
            ensemble.awaitSettled();
            var other = ensemble.leader().session(TIMEOUT_MILLIS);
            other.create("/after", bytes("the new epoch"), 0);
            assertThat(other.getData("/agreed").data()).isEqualTo(bytes("yes"));
            other.closeSession();

            ensemble.startAll();

            assertThat(leader.mode()).isEqualTo(Mode.FOLLOWER);
            var tree = Trees.assertSame(ensemble);
            assertThat(tree).containsKey("/after");
            ensemble.stopAll();
            Trees.assertSameOnDisk(ensemble, tree);
        }
    }

    /// How much has been written to the log of a member: files are longer than that.
    private static long logBytes(MemberUnderTest member) {
        return LogFiles.usedBytes(member.data());
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void theDeathOfTheLeaderLosesNothing(Pairing pairing) {
        try (var ensemble = three(pairing)) {
            ensemble.startLedBy(LEADER);
            var founder = ensemble.leader().session(TIMEOUT_MILLIS);
            try (var crew = Crew.start(founder, ensemble.addresses(), 4, 20_261_127L)) {
                for (int i = 0; i < 2; i++) {
                    int reached = crew.updates() + 50;
                    ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);
                    ensemble.leader().kill();
                    ensemble.awaitSettled();
                    int again = crew.updates() + 50;
                    ensemble.await("go on", () -> crew.hasFailed() || crew.updates() > again);
                    ensemble.startAll();
                }
                crew.finish();

                assertThat(History.contradictions(crew.observations(), sync(pairing))).isEmpty();
                assertThat(Trees.assertSame(ensemble))
                        .containsKeys(crew.ephemerals().toArray(String[]::new));
            }
        }
    }

    private static History.Sync sync(Pairing pairing) {
        return pairing.leader() == ServerKind.PADDOCK && pairing.learner() == ServerKind.PADDOCK
                ? History.Sync.BARRIER
                : History.Sync.WHILE_LEADER;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
