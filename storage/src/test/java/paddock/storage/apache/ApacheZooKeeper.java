package paddock.storage.apache;

import paddock.storage.fixture.ToolRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the released server once, over some data directory.
public final class ApacheZooKeeper {
    /// Name of the file that [#sendTree] writes and [#receiveTree] reads.
    public static final String STREAM = "tree.bin";

    private static final long PATIENCE_SECONDS = 90;

    private final Path dir;
    private final List<String> properties = new ArrayList<>();

    /// The server over `dir`, where its output goes too.
    public ApacheZooKeeper(Path dir) {
        this.dir = dir;
        with("zookeeper.extendedTypesEnabled", "true");
        with("zookeeper.admin.enableServer", "false");
    }

    /// Sets a system property of the server.
    public ApacheZooKeeper with(String key, String value) {
        properties.add("-D" + key + "=" + value);
        return this;
    }

    /// Lets it do a bit of everything, and dies without stopping.
    public void work() {
        run("work");
    }

    /// What it finds in the directory: a line for each znode, sorted by path.
    public List<String> tree() {
        return run("tree").stream().filter(line -> line.startsWith("/")).sorted().toList();
    }

    /// Lets it write its tree as a leader sends it; returns what it says of the tree's digest.
    public String sendTree() {
        return digest(run("send"));
    }

    /// Lets it read a tree as a leader sends it; returns what it says of the tree's digest.
    public String receiveTree() {
        return digest(run("receive"));
    }

    private static String digest(List<String> output) {
        return output.stream().filter(line -> line.startsWith("digest ")).findFirst().orElseThrow();
    }

    /// Runs one of the tools that come with it.
    public ToolRun tool(String mainClass, String input, String... args) {
        Path in = dir.resolve("tool-input.txt");
        Path out = dir.resolve("tool-output.txt");
        Path err = dir.resolve("tool-errors.txt");
        try {
            Files.writeString(in, input);
            ProcessBuilder process =
                    new ProcessBuilder(command(mainClass, args))
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            int exitCode = waitFor(process.start());
            String errors =
                    Files.readAllLines(err).stream()
                            .filter(line -> !line.startsWith("SLF4J"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining());
            // The JDK's date format has a narrow no-break space that ours replace.
            return new ToolRun(exitCode, Files.readString(out).replace('\u202f', ' '), errors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> run(String what) {
        Path output = dir.resolve("apache-" + what + ".txt");
        try {
            ProcessBuilder process =
                    new ProcessBuilder(command(ApacheMain.class.getName(), what, dir.toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            int exitCode = waitFor(process.start());
            if (exitCode != 0) {
                throw new AssertionError("exit " + exitCode + ": " + Files.readString(output));
            }
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> command(String mainClass, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(properties);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of(args));
        return command;
    }

    private static int waitFor(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }

    // The build leaves the test class path in a file, since tests themselves run as a module.
    private static String classPath() {
        Path target =
                Stream.of("target", "storage/target")
                        .map(Path::of)
                        .filter(path -> Files.exists(path.resolve("classpath")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no target/classpath: run Maven"));
        try {
            return target.resolve("test-classes")
                    + System.getProperty("path.separator")
                    + Files.readString(target.resolve("classpath")).trim();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
