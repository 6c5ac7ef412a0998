package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import paddock.conformance.history.Crew;
import paddock.conformance.history.History;
import paddock.conformance.server.ServerKind;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Breaks an ensemble of Paddock servers again and again while clients work, and judges in the end
/// what they saw. One seed draws the same faults in the same order, though not at the same moments.
final class FaultTrial implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int CLIENTS = 4;
    private static final int DISK_MEMBER = 1;

    /// What a JVM ends with that was asked to by SIGTERM.
    private static final int TERMINATED = 143;

    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long FLAP_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final int FLAPS = 20;

    private final Random random;
    private final @Nullable Network network;
    private final EnsembleUnderTest ensemble;
    private final @Nullable SmallDisk disk;
    private final List<String> done = new ArrayList<>();

    /// @param withNetwork whether members get networks of their own, and one of them a small disk
    FaultTrial(int size, boolean withNetwork, long seed) {
        random = new Random(seed);
        network = withNetwork ? Network.of(size) : null;
        var options =
                Trees.readable(EnsembleUnderTest.options())
                        .property("zookeeper.preAllocSize", "256")
                        .property("zookeeper.snapCount", "2000")
                        .property("zookeeper.cnxTimeout", "1000");
        ensemble =
                EnsembleUnderTest.at(
                        id -> network == null ? Place.LOOPBACK : network.place(id),
                        options,
                        Collections.nCopies(size, ServerKind.PADDOCK));
        disk =
                network == null
                        ? null
                        : new SmallDisk(ensemble.member(DISK_MEMBER).data().resolve("version-2"));
    }

    /// Breaks so many things, each kind before any of them again.
    ///
    /// @return what was done, for people
    List<String> run(int faults) {
        ensemble.startAll();
        var founder = ensemble.leader().session(TIMEOUT_MILLIS);
        try (var crew = Crew.start(founder, ensemble.addresses(), CLIENTS, random.nextLong())) {
            List<Fault> ahead = new ArrayList<>();
            for (int i = 0; i < faults; i++) {
                if (ahead.isEmpty()) {
                    ahead = drawn();
                }
                Fault fault = ahead.removeLast();
                work(crew);
                done.add(fault + " " + inject(fault));
                ensemble.startAll();
                work(crew);
            }
            crew.finish();

            assertThat(History.contradictions(crew.observations(), History.Sync.BARRIER))
                    .as("after %s", done)
                    .isEmpty();
            assertThat(Trees.assertSame(ensemble))
                    .containsKeys(crew.ephemerals().toArray(String[]::new));
            done.add(crew.updates() + " updates, " + crew.connections() + " connections");
        }
        return done;
    }

    private List<Fault> drawn() {
        var all = new ArrayList<Fault>();
        for (Fault fault : Fault.values()) {
            if (isPossible(fault)) {
                all.add(fault);
            }
        }
        Collections.shuffle(all, random);
        // What only larger ensembles can suffer comes first there, however short the trial.
        all.sort(Comparator.comparingInt(Fault::smallestEnsemble));
        return all;
    }

    private boolean isPossible(Fault fault) {
        if (ensemble.members().size() < fault.smallestEnsemble()) {
            return false;
        }
        if (fault.needsRoot() && network == null) {
            return false;
        }
        return fault != Fault.NARROW_LINK || network().canNarrow();
    }

    private void work(Crew crew) {
        int reached = crew.updates() + 30;
        ensemble.await("work after " + done, () -> crew.hasFailed() || crew.updates() > reached);
        if (crew.hasFailed()) {
            crew.finish();
            throw new IllegalStateException("a client ended by itself after " + done);
        }
    }

    private MemberUnderTest inject(Fault fault) {
        MemberUnderTest member =
                switch (fault) {
                    case LEADER_DIES, LEADER_HANGS, LEADER_ALONE, LEADER_IN_MINORITY ->
                            ensemble.leader();
                    case FOLLOWER_HANGS, FOLLOWER_ALONE -> ensemble.follower();
                    case FULL_DISK -> ensemble.member(DISK_MEMBER);
                    case MEMBER_DIES, TORN_TAIL, ROLLING_RESTART, ONE_WAY, FLAPPING, NARROW_LINK ->
                            ensemble.member(1 + random.nextInt(ensemble.members().size()));
                };
        switch (fault) {
            case LEADER_DIES, MEMBER_DIES -> member.kill();
            case TORN_TAIL -> tear(member);
            case LEADER_HANGS, FOLLOWER_HANGS -> {
                member.suspend();
                LockSupport.parkNanos(HANG_NANOS);
                member.resume();
            }
            case ROLLING_RESTART -> restartAll();
            case FULL_DISK -> fill(member);
            case LEADER_ALONE, FOLLOWER_ALONE -> {
                network().separate(Set.of(member.id()));
                LockSupport.parkNanos(HANG_NANOS);
                network().heal();
            }
            case LEADER_IN_MINORITY -> {
                network().separate(Set.of(member.id(), ensemble.follower().id()));
                LockSupport.parkNanos(HANG_NANOS);
                network().heal();
            }
            case NARROW_LINK -> {
                network().narrow(member.id());
                LockSupport.parkNanos(HANG_NANOS);
                network().widen(member.id());
            }
            case ONE_WAY -> {
                cutFrom(member);
                LockSupport.parkNanos(HANG_NANOS);
                network().heal();
            }
            case FLAPPING -> {
                for (int i = 0; i < FLAPS; i++) {
                    cutFrom(member);
                    LockSupport.parkNanos(FLAP_NANOS);
                    network().heal();
                    LockSupport.parkNanos(FLAP_NANOS);
                }
            }
        }
        return member;
    }

    private void tear(MemberUnderTest member) {
        member.kill();
        int length = 20 + random.nextInt(200);
        var rest = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + random.nextInt(length));
        rest.putLong(random.nextLong()).putInt(length);
        while (rest.hasRemaining()) {
            rest.put((byte) (1 + random.nextInt(100)));
        }
        LogFiles.tear(member.data(), rest.array());
    }

    private void restartAll() {
        for (MemberUnderTest each : ensemble.members()) {
            assertThat(each.stop())
                    .as("exit code of %s after %s, which said%n%s", each, done, each.logTail())
                    .isEqualTo(TERMINATED);
            ensemble.startAll();
        }
    }

    /// A full disk ends the server, or it goes on without needing room; it is acknowledged nothing
    /// that is not there afterwards, which the histories tell.
    private void fill(MemberUnderTest member) {
        SmallDisk small = disk;
        if (small == null) {
            throw new IllegalStateException("no small disk");
        }
        small.fill();
        LockSupport.parkNanos(HANG_NANOS);
        small.clear();
        if (member.isRunning()) {
            member.kill();
        }
    }

    private void cutFrom(MemberUnderTest member) {
        for (MemberUnderTest other : ensemble.members()) {
            if (other != member) {
                network().cut(member.id(), other.id());
            }
        }
    }

    private Network network() {
        if (network == null) {
            throw new IllegalStateException("no network of its own");
        }
        return network;
    }

    @Override
    public void close() {
        try {
            ensemble.members().forEach(MemberUnderTest::close);
            if (disk != null) {
                disk.close();
            }
            ensemble.close();
        } finally {
            if (network != null) {
                network.close();
            }
        }
    }
}
