package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Members that come without data, or keep less of it than others.
class EmptyMembersIT {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LEADER = 3;
    private static final byte[] DATA = {1};

    private static ServerOptions options() {
        return Trees.readable(EnsembleUnderTest.options());
    }

    /// What `zkServer-initialize.sh` leaves behind.
    private static void initialize(MemberUnderTest member) throws IOException {
        Files.createFile(member.data().resolve("initialize"));
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /// Two disks were lost of three: those servers are a majority, and know nothing.
    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void thoseWhoLostTheirDataDoNotDecideWithoutTheOneThatDidNot(Pairing pairing)
            throws IOException {
        try (var ensemble =
                EnsembleUnderTest.of(
                        options().key("db.autocreate", "false"),
                        pairing.learner(),
                        pairing.learner(),
                        pairing.leader())) {
            for (MemberUnderTest member : ensemble.members()) {
                initialize(member);
            }
            ensemble.startLedBy(LEADER);
            assertThat(ensemble.member(1).data().resolve("initialize")).doesNotExist();
            var session = ensemble.member(LEADER).session(TIMEOUT_MILLIS);
            session.create("/precious", DATA, 0);
            session.closeSession();
            ensemble.stopAll();

            ensemble.member(1).loseData();
            ensemble.member(2).loseData();
            ensemble.member(1).start();
            ensemble.member(2).start();
            ensemble.await("come up", () -> isUp(ensemble.member(1)) && isUp(ensemble.member(2)));
            pause(2_000);
            assertThat(ensemble.member(1).mode()).isEqualTo(Mode.NONE);
            assertThat(ensemble.member(2).mode()).isEqualTo(Mode.NONE);

            // With data at one of them only, no majority can vote.
            ensemble.member(LEADER).start();
            ensemble.await("come up", () -> isUp(ensemble.member(LEADER)));
            pause(2_000);
            assertThat(ensemble.member(LEADER).mode()).isEqualTo(Mode.NONE);

            // The operator decides that one may vote without, as zkServer-initialize.sh --force has
            // it.
            ensemble.member(2).kill();
            ensemble.member(2).loseData();
            initialize(ensemble.member(2));
            ensemble.startAll();
            assertThat(ensemble.leader().id()).isEqualTo(LEADER);
            assertThat(Trees.assertSame(ensemble)).containsKey("/precious");
            ensemble.stopAll();
        }
    }

    private static boolean isUp(MemberUnderTest member) {
        return member.word("ruok").equals("imok");
    }

    /// An observer without a log starts from its last snapshot again and is brought up to date.
    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("paddock.conformance.ensemble.Pairing#underTest")
    void observerMayKeepNoLog(Pairing pairing) {
        try (var ensemble =
                EnsembleUnderTest.of(
                        options().key("syncEnabled", "false"),
                        List.of(pairing.leader(), pairing.leader(), pairing.leader()),
                        List.of(pairing.learner()))) {
            ensemble.startLedBy(LEADER);
            MemberUnderTest observer = ensemble.member(4);
            var session = observer.session(TIMEOUT_MILLIS);
            for (int i = 0; i < 50; i++) {
                session.create("/" + i, DATA, 0);
            }
            assertThat(LogFiles.usedBytes(observer.data())).isZero();
            assertThat(LogFiles.usedBytes(ensemble.member(1).data())).isPositive();

            observer.kill();
            var other = ensemble.member(1).adopt(session);
            other.create("/meanwhile", DATA, 0);
            observer.start();
            ensemble.awaitSettled();
            assertThat(observer.mode()).isEqualTo(Mode.OBSERVER);
            var again = observer.adopt(other);
            again.create("/after", DATA, 0);
            assertThat(Trees.assertSame(ensemble)).containsKeys("/49", "/meanwhile", "/after");
            assertThat(LogFiles.usedBytes(observer.data())).isZero();
            again.closeSession();
        }
    }
}
