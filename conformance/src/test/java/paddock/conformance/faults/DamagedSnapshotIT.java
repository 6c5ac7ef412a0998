package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Snapshots that are not what was written, under a server that starts.
class DamagedSnapshotIT {
    private static final int SNAPSHOTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 20_261_128L;
    private static final int FLIPS = 2;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir private Path data;

    /// How many znodes have been created.
    private int written;

    /// What can have happened to a file.
    enum Damage {
        A_BIT_FLIPPED {
            @Override
            byte[] to(byte[] bytes, SplittableRandom random) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                return damaged;
            }
        },
        CUT_SHORT {
            @Override
            byte[] to(byte[] bytes, SplittableRandom random) {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length / 2));
            }
        },
        ZEROED {
            @Override
            byte[] to(byte[] bytes, SplittableRandom random) {
                return new byte[bytes.length];
            }
        };

        abstract byte[] to(byte[] bytes, SplittableRandom random);
    }

    @ParameterizedTest
    @EnumSource
    void anOlderOneAndTheLogsTakeItsPlace(Damage damage) {
        write(options());
        int times = damage == Damage.A_BIT_FLIPPED ? FLIPS : 1;
        for (int i = 0; i < times; i++) {
            Path newest = damageNewest(damage);
            try (var server = start(options())) {
                assertThat(server.log()).contains("passed over a snapshot: " + newest);
                assertAllThere(server);
                server.kill();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "snappy"})
    void packedOnesAreNoDifferent(String method) {
        write(options().property("zookeeper.snapshot.compression.method", method));
        damageNewest(Damage.A_BIT_FLIPPED);
        try (var server = start(options())) {
            assertAllThere(server); // not every bit of a packed file says something
            server.kill();
        }
        Path newest = damageNewest(Damage.CUT_SHORT);
        try (var server = start(options())) {
            assertThat(server.log()).contains("passed over a snapshot: " + newest);
            assertAllThere(server);
        }
    }

    private Path damageNewest(Damage damage) {
        Path newest = snapshots().getLast();
        write(newest, damage.to(read(newest), random));
        return newest;
    }

    @Test
    void whereNoneIsSoundTheServerDoesNotStartUntilItIsToldThatTheLogIsAll() throws IOException {
        write(options());
        for (Path snapshot : snapshots()) {
            write(snapshot, Damage.CUT_SHORT.to(read(snapshot), random));
        }

        assertRefused("Not able to find valid snapshots in ");

        for (Path snapshot : snapshots()) {
            Files.move(snapshot, data.resolve(snapshot.getFileName()));
        }
        assertRefused("No snapshot found, but there are log entries. Something is broken!");
        try (var server = start(options().property("zookeeper.snapshot.trust.empty", "true"))) {
            assertAllThere(server);
        }
    }

    @Test
    void anOlderOneDoesNotPassForTheDamagedOneWhereALogIsMissing() throws IOException {
        write(options());
        Path newest = snapshots().getLast();
        write(newest, Damage.ZEROED.to(read(newest), random));
        for (Path log : files("log.")) {
            Files.move(log, data.resolve(log.getFileName()));
        }

        assertRefused("damaged snapshot");

        for (Path log : files(data, "log.")) {
            Files.move(log, data.resolve("version-2").resolve(log.getFileName()));
        }
        try (var server = start(options())) {
            assertAllThere(server);
        }
    }

    @Test
    void theOnlyOneWithoutAnyLogDoesNotBecomeAnEmptyTree() throws IOException {
        write(options());
        Path newest = snapshots().getLast();
        write(newest, Damage.CUT_SHORT.to(read(newest), random));
        for (Path snapshot : snapshots()) {
            if (!snapshot.equals(newest)) {
                Files.delete(snapshot);
            }
        }
        for (Path log : files("log.")) {
            Files.delete(log);
        }

        assertRefused("Not able to find valid snapshots in ");
        assertThat(snapshots()).containsExactly(newest);
    }

    /// Snapshots are taken again and again, and small.
    private static ServerOptions options() {
        return ServerOptions.standard()
                .key("preAllocSize", "64")
                .property("zookeeper.snapCount", "80");
    }

    private ServerUnderTest start(ServerOptions options) {
        return ServerUnderTest.startOn(ServerKind.PADDOCK, options, data);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> start(options()))
                .hasMessageContaining("ended instead of serving")
                .hasMessageContaining(why);
    }

    private void write(ServerOptions options) {
        try (var server = start(options);
                var session = RawSession.open(server.address(), 40_000)) {
            for (int round = 0; round < SNAPSHOTS; round++) {
                int before = snapshots().size();
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (snapshots().size() == before) {
                    assertThat(System.nanoTime()).as("no further snapshot").isLessThan(until);
                    create(session, 1);
                }
            }
            create(session, 20);
            server.kill();
        }
    }

    private void create(RawSession session, int count) {
        for (int i = 0; i < count; i++) {
            session.create("/n" + written, dataOf(written), 0);
            written++;
        }
    }

    private static byte[] dataOf(int znode) {
        return ("data of znode " + znode + ".").getBytes(UTF_8);
    }

    private void assertAllThere(ServerUnderTest server) {
        try (var session = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < written; i++) {
                assertThat(session.getData("/n" + i).data()).as("znode %d", i).isEqualTo(dataOf(i));
            }
        }
    }

    private List<Path> snapshots() {
        return files("snapshot.").stream()
                .filter(file -> !file.toString().endsWith(".tmp"))
                .toList();
    }

    private List<Path> files(String beginning) {
        return files(data.resolve("version-2"), beginning);
    }

    /// Oldest first.
    private static List<Path> files(Path folder, String beginning) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted(Comparator.comparingLong(DamagedSnapshotIT::zxid))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long zxid(Path file) {
        return Long.parseLong(file.getFileName().toString().split("\\.", -1)[1], 16);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
