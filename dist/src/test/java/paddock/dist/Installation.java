package paddock.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A home of its own for one test.
final class Installation implements AutoCloseable {
    /// What a script did.
    record Run(int exit, String out, String err) {}

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private Path workingFolder = Path.of("/");

    final Path home;
    final Path config;
    final Path data;
    final Path logs;
    final int port;

    Installation(Path folder) throws IOException {
        this.folder = folder;
        home = folder.resolve("my home");
        config = home.resolve("conf/zoo.cfg");
        data = folder.resolve("my data");
        logs = folder.resolve("my logs");
        port = freePort();
        copy(Path.of(System.getProperty("paddock.home", "target/paddock")), home);
        configure("");
        environment.put("ZOO_LOG_DIR", logs.toString());
        environment.put("USER", "operator");
        environment.put("HOSTNAME", "here");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// Writes a configuration that works, and these lines after it.
    void configure(String moreLines) throws IOException {
        writeConfig("tickTime=2000\ndataDir=" + data + "\nclientPort=" + port + "\n" + moreLines);
    }

    void writeConfig(String text) throws IOException {
        Files.writeString(config, text);
    }

    /// Sets a variable for the scripts run from now on.
    Installation with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    void goTo(Path newWorkingFolder) {
        workingFolder = newWorkingFolder;
    }

    Path pidFile() {
        return data.resolve("zookeeper_server.pid");
    }

    Path script(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// What every run of the server's script writes to standard error first.
    String heading() {
        return heading(config);
    }

    static String heading(Path config) {
        return "ZooKeeper JMX enabled by default\nUsing config: " + config + "\n";
    }

    Run server(String... arguments) throws Exception {
        return run(script("zkServer.sh"), arguments);
    }

    Run run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command);
        Map<String, String> outer = Map.copyOf(builder.environment());
        builder.environment().clear();
        for (String inherited : List.of("PATH", "HOME")) {
            builder.environment().put(inherited, outer.getOrDefault(inherited, "/"));
        }
        builder.environment().putAll(environment);
        Process process =
                builder.directory(workingFolder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + command);
        }
        return new Run(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /// Ends the server this installation started, if it runs.
    @Override
    public void close() throws IOException {
        if (Files.exists(pidFile())) {
            long pid = Long.parseLong(Files.readString(pidFile()).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
