package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Programs that connect with client properties of several files in turn, and say of each whom the
/// server takes them for.
final class ClientPrograms {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final List<String> flags;
    private final List<Path> files = new ArrayList<>();

    /// @param folder for the files of properties and what the programs print
    /// @param flags of their JVMs
    ClientPrograms(Path folder, String... flags) {
        this.folder = folder;
        this.flags = List.of(flags);
    }

    /// With one more file, whose name begins what is said of it.
    ClientPrograms with(String name, Map<String, String> properties) throws IOException {
        List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + "=" + value));
        files.add(Files.write(folder.resolve(name), lines));
        return this;
    }

    /// The program with the well-known API says this, over Apache's client and over ours.
    void assertThatTheApiSays(String servers, String... expected) {
        assertThat(ofApachesClient(servers)).as("Apache's client").containsExactly(expected);
        assertThat(ofPaddocksZooKeeper(servers)).as("Paddock's client").containsExactly(expected);
    }

    /// What the program with the well-known API says over Apache's client.
    List<String> ofApachesClient(String servers) {
        return run(SecureProgram.class, Installation.apacheClassPath(), servers);
    }

    /// What it says over ours.
    List<String> ofPaddocksZooKeeper(String servers) {
        return run(SecureProgram.class, Installation.paddockClientClassPath(), servers);
    }

    /// What the program says that uses Paddock's own client.
    List<String> ofPaddocksClient(String servers) {
        return run(SecureNativeProgram.class, Installation.paddockClientClassPath(), servers);
    }

    private List<String> run(Class<?> program, String classPath, String servers) {
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags);
        command.add(
                "-Dlogback.configurationFile="
                        + Installation.repository()
                                .resolve(
                                        "conformance/src/test/resources/shell/logback-silent.xml"));
        command.add("-cp");
        command.add(Installation.testClasses() + File.pathSeparator + classPath);
        command.add(program.getName());
        command.add(servers);
        files.forEach(file -> command.add(file.toString()));
        Path log = folder.resolve("printed-" + System.nanoTime());
        try (ChildProcess process = ChildProcess.start(command, folder, log)) {
            assertThat(process.waitFor(LIMIT)).as(process.log()).isZero();
            List<String> names = files.stream().map(f -> f.getFileName() + ": ").toList();
            return process.log()
                    .lines()
                    .filter(line -> names.stream().anyMatch(line::startsWith))
                    .toList();
        }
    }
}
