package paddock.testkit;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server in a JVM of its own, for tests that run on an older Java than the server. Commands and
/// answers are lines on the standard streams of `paddock.testkit.server.ChildMain`, which ends when
/// its input does: with [#close], and with this JVM however that ends.
final class ChildJvm implements ServerHost {
    private static final String MAIN = "paddock.testkit.server.ChildMain";
    private static final int LAST_WORDS = 20;
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path home;
    private final Writer commands;

    /// Guarded by this: where those wait whose commands have no answer yet, by number.
    private final Map<Long, BlockingQueue<String>> waiting = new HashMap<>();

    /// Guarded by this.
    private long lastNumber;

    /// Guarded by this: how it ended, or null. Whoever sets it empties [#waiting].
    private @Nullable String ended;

    private ChildJvm(Process process, Path home) {
        this.process = process;
        this.home = home;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        LastWords lastWords = new LastWords(process.getErrorStream());
        daemon("errors", lastWords);
        daemon("answers", () -> readAnswers(lastWords));
    }

    /// Starts a JVM with the class path of this one.
    ///
    /// @throws IllegalStateException when there is no Java for it, or no server on the class path
    static ChildJvm start(Path folder) {
        return start(JavaHome.here().find(), folder);
    }

    /// Starts this Java.
    static ChildJvm start(Path home, Path folder) {
        Path arguments = folder.resolve("jvm-arguments");
        try {
            Files.write(
                    arguments,
                    List.of(
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            // Netty's needs, about which the JVM would print warnings.
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dio.netty.jfr.enabled=false",
                            "-cp",
                            quoted(classPath()),
                            MAIN),
                    Charset.forName(System.getProperty("native.encoding", "UTF-8")));
            ProcessBuilder builder =
                    new ProcessBuilder(JavaHome.program(home).toString(), "@" + arguments);
            // Debuggers, agents and heaps that were meant for the tests.
            builder.environment()
                    .keySet()
                    .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            return new ChildJvm(builder.start(), home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM of " + home, e);
        }
    }

    /// Whatever this JVM has, in modules or not.
    private static String classPath() {
        if (ClassLoader.getSystemResource(MAIN.replace('.', '/') + ".class") == null) {
            throw new IllegalStateException(
                    "no class "
                            + MAIN
                            + " within reach: the server comes with paddock:testkit-server,"
                            + " which paddock:testkit depends on at run time");
        }
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /// As a file of arguments wants it.
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    // ---- commands ----

    @Override
    public String tell(String command) {
        BlockingQueue<String> answer = new ArrayBlockingQueue<>(1);
        synchronized (this) {
            if (ended != null) {
                throw new IllegalStateException(ended);
            }
            long number = ++lastNumber;
            waiting.put(number, answer);
            try {
                commands.write(number + " " + escaped(command) + "\n");
                commands.flush();
            } catch (IOException gone) {
                // Its output ends too, then, and that is answered with how it ended.
            }
        }
        try {
            return ServerHost.textOf(answer.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while the server was told to " + command, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    @Override
    public synchronized boolean isAlive() {
        return ended == null && process.isAlive();
    }

    /// The child's process, for tests that do it harm.
    ProcessHandle process() {
        return process.toHandle();
    }

    /// How many commands wait for an answer.
    synchronized int unanswered() {
        return waiting.size();
    }

    /// Returns when the process has ended.
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException gone) {
            // It has ended before.
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    // ---- answers ----

    private void readAnswers(LastWords lastWords) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                answered(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
            }
            over("ended with exit code " + process.waitFor() + lastWords.awaitEnd());
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            over("was ended, since its answers could not be read: " + e);
        } catch (InterruptedException e) {
            // Nobody does that to a thread of this class.
            Thread.currentThread().interrupt();
            over("is not listened to any more");
        }
    }

    private void answered(long number, String text) {
        BlockingQueue<String> answer;
        synchronized (this) {
            answer = waiting.remove(number);
        }
        if (answer == null) {
            throw new IllegalStateException("an answer to a command that waits for none: " + text);
        }
        answer.add(text.translateEscapes());
    }

    private void over(String how) {
        List<BlockingQueue<String>> unanswered;
        String message = "the server's JVM (process " + process.pid() + ", " + home + ") " + how;
        synchronized (this) {
            ended = message;
            unanswered = List.copyOf(waiting.values());
            waiting.clear();
        }
        unanswered.forEach(each -> each.add("failed " + message));
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "paddock-child-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /// Passes on what the child prints, and keeps the end of it for a message.
    private static final class LastWords implements Runnable {
        private final InputStream errors;
        private final ArrayDeque<String> last = new ArrayDeque<>();
        private final CompletableFuture<String> all = new CompletableFuture<>();

        LastWords(InputStream errors) {
            this.errors = errors;
        }

        @Override
        public void run() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    System.err.println(line);
                    last.addLast(line);
                    if (last.size() > LAST_WORDS) {
                        last.removeFirst();
                    }
                }
            } catch (IOException e) {
                last.addLast(e.toString());
            }
            all.complete(last.isEmpty() ? "" : "; it said last:\n" + String.join("\n", last));
        }

        /// All that is left to say once its output has ended.
        String awaitEnd() {
            return all.join();
        }
    }
}
