package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Logs that a server refuses, and the ways out that are documented.
class LogRepairIT {
    private static final int HEADER_BYTES = 16;
    private static final int RUNS = 3;
    private static final int ZNODES = 20;

    @TempDir private Path folder;

    @Test
    void aWrongChecksumCanBeRepairedWithTheToolkit() throws IOException {
        write();
        Path log = logs().get(1);
        try (var bytes = new RandomAccessFile(log.toFile(), "rw")) {
            bytes.seek(HEADER_BYTES + Long.BYTES - 1); // the checksum's last byte
            int before = bytes.read();
            bytes.seek(HEADER_BYTES + Long.BYTES - 1);
            bytes.write(before ^ 0x10);
        }

        assertRefused(log + " at offset " + HEADER_BYTES + ": CRC check failed for zxid ");

        Path repaired = repair(log);
        Files.move(repaired, log, StandardCopyOption.REPLACE_EXISTING);
        assertAllThere();
    }

    @Test
    void aMissingLogIsNoticedAndCanBeBroughtBack() throws IOException {
        write();
        Path log = logs().get(1);
        Path copy = folder.resolve(log.getFileName());
        Files.move(log, copy);

        assertRefused("transactions in between are missing");

        Files.move(copy, log);
        assertAllThere();
    }

    /// Leaves a log file for each run of the server.
    private void write() {
        for (int run = 0; run < RUNS; run++) {
            try (var server = start();
                    var session = RawSession.open(server.address(), 40_000)) {
                for (int i = run * ZNODES; i < (run + 1) * ZNODES; i++) {
                    session.create("/n" + i, ("data of znode " + i + ".").getBytes(UTF_8), 0);
                }
                server.kill();
            }
        }
        assertThat(logs()).hasSize(RUNS);
    }

    private ServerUnderTest start() {
        var options = ServerOptions.standard().key("preAllocSize", "64");
        return ServerUnderTest.startOn(ServerKind.PADDOCK, options, folder.resolve("data"));
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::start)
                .hasMessageContaining("ended instead of serving")
                .hasMessageContaining(why);
    }

    private void assertAllThere() {
        try (var server = start();
                var session = RawSession.open(server.address(), 40_000)) {
            for (int i = 0; i < RUNS * ZNODES; i++) {
                assertThat(session.exists("/n" + i)).as("znode %d", i).isTrue();
            }
        }
    }

    private Path repair(Path log) {
        String toolkit = Installation.paddockHome().resolve("bin/zkTxnLogToolkit.sh").toString();
        var command = List.of(toolkit, "-r", "-y", log.toString());
        try (var tool = ChildProcess.start(command, folder, folder.resolve("toolkit.log"))) {
            assertThat(tool.waitFor(Duration.ofSeconds(60))).as(tool.log()).isZero();
            assertThat(tool.log()).contains("has been written with 1 fixed CRC error(s)");
        }
        return Path.of(log + ".fixed");
    }

    /// Oldest first.
    private List<Path> logs() {
        try (var files = Files.list(folder.resolve("data/version-2"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .sorted(Comparator.comparingLong(LogRepairIT::zxid))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long zxid(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.lastIndexOf('.') + 1), 16);
    }
}
