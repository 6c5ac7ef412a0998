package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.conformance.ensemble.EnsembleUnderTest;
import paddock.conformance.ensemble.MemberUnderTest;
import paddock.conformance.ensemble.Mode;
import paddock.conformance.ensemble.Place;
import paddock.conformance.faults.FaultyDisk.Order;
import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The disk of one member of three fails or hangs while clients work.
class EnsembleDiskIT {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int CLIENTS = 4;
    private static final long SEED = 20_261_128L;

    @TempDir private Path folder;
    private final List<FaultyDisk> disks = new ArrayList<>();
    private EnsembleUnderTest ensemble;
    private RawSession founder;
    private Crew crew;

    @BeforeEach
    void start() {
        for (int id = 1; id <= 3; id++) {
            disks.add(new FaultyDisk(folder.resolve("disk-" + id)));
        }
        ensemble =
                EnsembleUnderTest.at(
                        id -> new Place("127.0.0.1", disks.get(id - 1).prefix()),
                        EnsembleUnderTest.options().property("zookeeper.forceSync", "yes"),
                        List.of(ServerKind.PADDOCK, ServerKind.PADDOCK, ServerKind.PADDOCK));
        ensemble.startAll();
        founder = ensemble.member(1).session(TIMEOUT_MILLIS);
        crew = Crew.start(founder, ensemble.addresses(), CLIENTS, SEED);
        awaitWork();
    }

    @AfterEach
    void close() {
        crew.close();
        founder.close();
        ensemble.close();
    }

    @Test
    void aMemberWhoseDiskHangsHoldsUpNobody() {
        hang(ensemble.leader());
        hang(ensemble.follower());
        assertNothingIsLost();
    }

    @Test
    void aMemberWhoseDiskFailsEndsAndComesBack() {
        endAndComeBack(ensemble.follower());
        endAndComeBack(ensemble.leader());
        assertNothingIsLost();
    }

    private void hang(MemberUnderTest member) {
        disk(member).order(Order.FORCE_HANGS);
        disk(member).awaitMet(Order.FORCE_HANGS);

        awaitWork();

        disk(member).order(Order.OK);
        awaitWork();
    }

    private void endAndComeBack(MemberUnderTest member) {
        disk(member).order(Order.FORCE_FAILS);
        assertThat(member.awaitEnd()).isEqualTo(1);
        disk(member).order(Order.OK);

        LastWords.assertSaidOnce(
                member.log(), "Cannot force transaction log", "Input/output error");
        ensemble.awaitSettled();
        awaitWork();

        member.start();
        ensemble.awaitSettled();
        assertThat(member.mode()).isEqualTo(Mode.FOLLOWER);
        awaitWork();
    }

    private FaultyDisk disk(MemberUnderTest member) {
        return disks.get(member.id() - 1);
    }

    private void awaitWork() {
        int reached = crew.updates() + 50;
        ensemble.await("work", () -> crew.hasFailed() || crew.updates() > reached);
    }

    private void assertNothingIsLost() {
        ensemble.awaitSettled();
        crew.finish();
        assertThat(History.contradictions(crew.observations(), History.Sync.BARRIER)).isEmpty();
        for (MemberUnderTest member : ensemble.members()) {
            try (var session = member.session(TIMEOUT_MILLIS)) {
                for (String ephemeral : crew.ephemerals()) {
                    assertThat(session.exists(ephemeral)).as(ephemeral).isTrue();
                }
            }
            assertThat(member.log()).doesNotContain("expiring session");
        }
    }
}
