package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.wire.protocol.CreateMode;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The life of a server's JVM; what the server does in it is in [PaddockServerIT].
final class ChildJvmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ChildJvm> children = new ArrayList<>();

    @Test
    void isAnotherProcessUntilTheServerIsClosed() {
        PaddockServer server = start();
        ProcessHandle process = child().process();
        assertThat(process.pid()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(process.isAlive()).isTrue();

        server.stop();
        server.restart();
        assertThat(children).hasSize(1);

        server.close();
        assertThat(process.isAlive()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> child().tell("look"))
                .withMessageContaining("ended with exit code 0");
    }

    @Test
    void whatNeedsAKilledJvmSaysThatItHasEnded() throws IOException {
        try (var server = start()) {
            try (var client = RawClient.connect(server.port())) {
                client.create("/kept", CreateMode.PERSISTENT);
            }
            kill(child());

            assertThat(server.isRunning()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(server::dropConnections)
                    .withMessageContainingAll(
                            "process " + child().process().pid(), "ended with exit code");
            assertThatThrownBy(() -> RawClient.connect(server.port()))
                    .isInstanceOf(ConnectException.class);

            server.stop();
            server.restart();

            assertThat(children).hasSize(2);
            try (var client = RawClient.connect(server.port())) {
                assertThat(client.exists("/kept")).isTrue();
            }
        }
    }

    @Test
    void aCommandThatWaitsHearsOfTheEnd() {
        try (var server = start()) {
            server.pause();
            CompletableFuture<Void> drop = CompletableFuture.runAsync(server::dropConnections);
            await().atMost(PATIENCE).until(() -> child().unanswered() == 1);

            child().process().destroyForcibly();

            assertThatThrownBy(() -> drop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended with exit code");
        }
    }

    @Test
    void closingAServerWhoseJvmWasKilledRemovesItsData() {
        PaddockServer server = start();
        kill(child());

        server.close();

        assertThat(server.dataDir()).doesNotExist();
    }

    /// However the tests' JVM ends, nothing of it stays behind.
    @Test
    void endsWhenTheJvmOfTheTestsIsKilled(@TempDir Path left) throws Exception {
        Process tests =
                new ProcessBuilder(
                                JavaHome.program(Path.of(System.getProperty("java.home")))
                                        .toString(),
                                "-Djava.io.tmpdir=" + left,
                                "-cp",
                                String.join(
                                        File.pathSeparator,
                                        System.getProperty("java.class.path", ""),
                                        System.getProperty("jdk.module.path", ""),
                                        Path.of(
                                                        System.getProperty("basedir", "."),
                                                        "target",
                                                        "test-classes")
                                                .toString()),
                                Orphaned.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = tests.inputReader()) {
            String line = said.readLine();
            assertThat(line).startsWith("child ");
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(line.substring("child ".length())))
                            .orElseThrow();
            assertThat(child.isAlive()).isTrue();

            tests.destroyForcibly();

            child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            tests.destroyForcibly().waitFor();
        }
    }

    @Test
    void aJavaThatDoesNotRunIsQuoted(@TempDir Path home) throws IOException {
        Path program = home.resolve("bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho out of luck >&2\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        try (var child = ChildJvm.start(home, home)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> child.tell("look"))
                    .withMessageContainingAll(
                            home.toString(), "ended with exit code 3", "out of luck");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void textsOfManyLinesArriveAsTheyWereSent(@TempDir Path folder) {
        try (var child = ChildJvm.start(folder)) {
            assertThatThrownBy(() -> child.tell("one\ntwo\\n\rthree\u00fc"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no command 'one\ntwo\\n\rthree\u00fc'");
        }
    }

    private PaddockServer start() {
        return PaddockServer.builder()
                .hosts(
                        folder -> {
                            children.add(ChildJvm.start(folder));
                            return child();
                        })
                .start();
    }

    private ChildJvm child() {
        return children.get(children.size() - 1);
    }

    private static void kill(ChildJvm child) {
        child.process().destroyForcibly();
        await().atMost(PATIENCE).until(() -> !child.isAlive());
    }
}
