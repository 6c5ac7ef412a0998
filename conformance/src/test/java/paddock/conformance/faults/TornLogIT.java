package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Logs whose end, or middle, is not what was written. Each log holds thirty znodes, one a record.
class TornLogIT {
    private static final int ZNODES = 30;

    @TempDir private Path data;

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aRecordCutShortIsDroppedAndNothingElse(ServerKind kind) {
        write(kind);
        damage((log, end) -> log.setLength(end - 7));

        assertThat(survivors(kind)).isEqualTo(ZNODES - 1);
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aRecordWithoutItsLastByteIsDroppedAndNothingElse(ServerKind kind) {
        write(kind);
        damage(
                (log, end) -> {
                    log.seek(end - 1);
                    log.write(0);
                });

        assertThat(survivors(kind)).isEqualTo(ZNODES - 1);
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void theBeginningOfAFurtherRecordIsIgnored(ServerKind kind) {
        write(kind);
        damage(
                (log, end) -> {
                    log.setLength(end);
                    log.seek(end);
                    log.write(new byte[] {0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 90, 1});
                });

        assertThat(survivors(kind)).isEqualTo(ZNODES);
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aRecordWhoseEndIsZeroesIsDroppedAndNothingElse(ServerKind kind) {
        write(kind);
        damage(
                (log, end) -> {
                    log.seek(end - 30);
                    log.write(new byte[30]);
                });

        assertThat(survivors(kind)).isEqualTo(ZNODES - 1);
    }

    /// No crash leaves it, so somebody has to look; cutting the file where the message says is the
    /// way out that is documented.
    @Test
    void garbageBehindTheLastRecordIsSaidAndCanBeCutOff() {
        write(ServerKind.PADDOCK);
        var cut = new long[1];
        damage(
                (log, end) -> {
                    cut[0] = end;
                    byte[] garbage = new byte[100];
                    Arrays.fill(garbage, (byte) 0xa5);
                    log.seek(end);
                    log.write(garbage);
                });

        assertRefused("at offset " + cut[0] + ": Unreasonable length");

        cutAt(cut[0]);
        assertThat(survivors(ServerKind.PADDOCK)).isEqualTo(ZNODES);
    }

    /// The record seems torn, and those behind it were acknowledged.
    @Test
    void aFlippedBitInALengthDoesNotMakeTheRestOfTheLogDisappear() {
        write(ServerKind.PADDOCK);
        damage(
                (log, end) -> {
                    long record = 16;
                    for (int i = 0; i < ZNODES / 2; i++) {
                        record += 8 + 4 + lengthAt(log, record) + 1;
                    }
                    int length = lengthAt(log, record);
                    log.seek(record + 8);
                    log.writeInt(length ^ 1);
                });

        assertRefused("whole transactions follow");
    }

    private static int lengthAt(RandomAccessFile log, long record) throws IOException {
        log.seek(record + 8);
        return log.readInt();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(
                        () ->
                                ServerUnderTest.startOn(
                                        ServerKind.PADDOCK, ServerOptions.standard(), data))
                .hasMessageContaining("ended instead of serving")
                .hasMessageContaining(newestLog().getFileName().toString())
                .hasMessageContaining(why);
    }

    @Test
    void damageInTheMiddleIsSaidAndNotPassedOver() {
        write(ServerKind.PADDOCK);
        damage(
                (log, end) -> {
                    log.seek(end / 2);
                    int before = log.read();
                    log.seek(end / 2);
                    log.write(before ^ 0x55);
                });

        assertRefused("at offset ");
    }

    private void write(ServerKind kind) {
        try (var server = ServerUnderTest.startOn(kind, ServerOptions.standard(), data);
                var session = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < ZNODES; i++) {
                session.create("/n" + i, ("data of znode " + i + ".").getBytes(UTF_8), 0);
            }
            server.kill();
        }
    }

    /// Starts on the damaged log; what is left must be a beginning of what was written, and must
    /// stay through another restart with more written behind it.
    private int survivors(ServerKind kind) {
        try (var server = ServerUnderTest.startOn(kind, ServerOptions.standard(), data)) {
            int count = countBeginning(server);
            try (var session = RawSession.open(server.address(), 40_000)) {
                session.create("/later", new byte[0], 0);
            }
            server.kill();
            server.start();
            try (var session = RawSession.open(server.address(), 40_000)) {
                assertThat(session.exists("/later")).isTrue();
            }
            assertThat(countBeginning(server)).isEqualTo(count);
            return count;
        }
    }

    private static int countBeginning(ServerUnderTest server) {
        try (var session = RawSession.open(server.address(), 40_000)) {
            int count = 0;
            while (session.exists("/n" + count)) {
                count++;
            }
            assertThat(session.children("/"))
                    .filteredOn(name -> name.matches("n\\d+"))
                    .hasSize(count);
            return count;
        }
    }

    @FunctionalInterface
    private interface Damage {
        void to(RandomAccessFile log, long end) throws IOException;
    }

    private void damage(Damage damage) {
        try (var log = new RandomAccessFile(newestLog().toFile(), "rw")) {
            damage.to(log, endOfRecords());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cutAt(long offset) {
        try (var log = new RandomAccessFile(newestLog().toFile(), "rw")) {
            log.setLength(offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the last record ends: behind it are only zeroes.
    private long endOfRecords() throws IOException {
        byte[] bytes = Files.readAllBytes(newestLog());
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        assertThat(bytes[end - 1]).as("the end of a record").isEqualTo((byte) 0x42);
        return end;
    }

    private Path newestLog() {
        try (var files = Files.list(data.resolve("version-2"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .max(Comparator.comparingLong(TornLogIT::firstZxid))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long firstZxid(Path log) {
        List<String> parts = List.of(log.getFileName().toString().split("\\.", -1));
        return Long.parseLong(parts.getLast(), 16);
    }
}
