package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Runs a client program that checks itself, and restarts the server when the program asks for it.
final class ScriptedClient {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ScriptedClient() {}

    static Path script(String name) {
        return Installation.repository()
                .resolve("conformance/src/test/resources/clients")
                .resolve(name);
    }

    /// Runs a tool the client needs; `remedy` says how to get it.
    static void prepare(List<String> command, Path folder, String remedy) {
        Path log = folder.resolve("prepare.log");
        int exit;
        try (var process = ChildProcess.start(command, folder, log)) {
            exit = process.waitFor(PATIENCE);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(command.getFirst() + " is missing: " + remedy, e);
        }
        assertThat(exit).as("%s%n%s%nneeded: %s", command, read(log), remedy).isZero();
    }

    /// Runs the client to its end, with one `kill -9` of the server in between.
    static void run(List<String> command, Path folder, ServerUnderTest server) {
        Path log = folder.resolve("client.log");
        try (var process = ChildProcess.start(command, folder, log)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || lines(process).contains("restart"));
            assertThat(process.isAlive()).as("asks for a restart:%n%s", process.log()).isTrue();

            server.kill();
            server.start();

            int exit = process.waitFor(PATIENCE);
            assertThat(exit).as("exit code after:%n%s", process.log()).isZero();
            assertThat(lines(process)).contains("done");
        }
    }

    private static List<String> lines(ChildProcess process) {
        return process.log().lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
