package paddock.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A process started by a test, with its output in a file. It never outlives the test's JVM.
public final class ChildProcess implements AutoCloseable {
    // Written by tests that start and stop processes, read by the hook when the JVM ends.
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ALIVE.forEach(ChildProcess::destroyWithDescendants)));
    }

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a command in a folder; output and errors are appended to `log`.
    public static ChildProcess start(List<String> command, Path folder, Path log) {
        try {
            var builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            ALIVE.add(process);
            return new ChildProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// Everything the process has written so far.
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks it to end, as a service manager would, and waits. Returns the exit code.
    public int terminate(Duration atMost) {
        process.destroy();
        return waitFor(atMost);
    }

    /// Sends it a signal, such as STOP.
    public void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()));
            if (kill.inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " of " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Ends it without warning, like a power cut for the process.
    public void kill() {
        destroyWithDescendants(process);
        waitFor(Duration.ofSeconds(20));
    }

    /// Waits for it to end by itself. Returns the exit code.
    public int waitFor(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                destroyWithDescendants(process);
                throw new IllegalStateException(
                        "process " + pid() + " did not end within " + atMost + ":\n" + tail());
            }
            ALIVE.remove(process);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + pid(), e);
        }
    }

    /// The last lines of the log, for messages.
    public String tail() {
        var lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        ALIVE.remove(process);
    }

    private static void destroyWithDescendants(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
