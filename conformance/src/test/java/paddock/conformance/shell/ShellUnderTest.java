package paddock.conformance.shell;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.conformance.server.Installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One of the two shells, run as a process of its own.
public enum ShellUnderTest {
    APACHE,
    PADDOCK;

    private static final Pattern PROMPT = Pattern.compile("\\[zk: [^\\]]*\\) (\\d+)\\] ");
    private static final Pattern EVENT =
            Pattern.compile("WatchedEvent state:\\S+ type:\\S+ path:\\S+ zxid: -?\\d+");
    private static final Pattern USAGE =
            Pattern.compile("(?s)ZooKeeper -server host:port .*?\n(?=Command not found)");
    private static final Pattern TIME =
            Pattern.compile("\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\d{4}");
    private static final Pattern SESSION = Pattern.compile("0x[0-9a-f]{9,}");

    /// The line that JLine logs in Apache's shell when nobody sits at a terminal, and its time.
    private static final Pattern DUMB_TERMINAL =
            Pattern.compile("\\w{3} \\d+, \\d{4} .* org\\.jline\\..*\nWARNING: .*\n");

    /// What a shell printed.
    ///
    /// @param answers for each line that was not blank, without events, times and session ids
    /// @param events apart, since it depends on threads in Apache's shell when they are printed
    record Printed(List<String> answers, List<String> events, int exit) {}

    /// What a single command printed, and its exit code.
    public record Once(String out, String err, int exit) {}

    /// Types lines, with both streams in one.
    Printed type(String connectString, List<String> lines, Path folder) throws Exception {
        Path typed = Files.write(folder.resolve("typed"), lines);
        Path printed = folder.resolve("printed-" + this);
        Process shell =
                new ProcessBuilder(command(connectString, List.of(), List.of("-waitforconnection")))
                        .redirectInput(typed.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        int exit = await(shell);
        String text = DUMB_TERMINAL.matcher(Files.readString(printed)).replaceAll("");
        List<String> events = EVENT.matcher(text).results().map(MatchResult::group).toList();
        return new Printed(answers(masked(text, connectString)), events, exit);
    }

    /// Carries out a single command.
    Once once(String connectString, List<String> words, Path folder) throws Exception {
        List<String> command = new ArrayList<>(words);
        command.add(0, "-waitforconnection");
        return once(connectString, List.of(), command, folder);
    }

    /// Carries out a single command in a JVM with these options, without waiting for a connection
    /// that may never come.
    public Once once(String connectString, List<String> jvmFlags, List<String> words, Path folder)
            throws Exception {
        Path out = folder.resolve("out-" + this);
        Path err = folder.resolve("err-" + this);
        var builder =
                new ProcessBuilder(command(connectString, jvmFlags, words))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("CLIENT_JVMFLAGS", String.join(" ", jvmFlags));
        Process shell = builder.start();
        shell.getOutputStream().close();
        int exit = await(shell);
        return new Once(
                withoutBlankLines(masked(Files.readString(out), connectString)),
                withoutBlankLines(masked(Files.readString(err), connectString)),
                exit);
    }

    private List<String> command(String connectString, List<String> jvmFlags, List<String> words) {
        List<String> command = new ArrayList<>();
        if (this == APACHE) {
            command.add(Installation.java().toString());
            command.addAll(jvmFlags);
            command.addAll(
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dlogback.configurationFile="
                                    + Installation.repository()
                                            .resolve(
                                                    "conformance/src/test/resources/shell/logback-silent.xml"),
                            "-cp",
                            Installation.apacheClassPath(),
                            "org.apache.zookeeper.ZooKeeperMain"));
        } else {
            command.add(Installation.paddockHome().resolve("bin/zkCli.sh").toString());
        }
        command.addAll(List.of("-server", connectString));
        command.addAll(words);
        return command;
    }

    private static int await(Process shell) throws InterruptedException {
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("the shell ends").isTrue();
        } finally {
            shell.destroyForcibly();
        }
        return shell.exitValue();
    }

    private static String masked(String text, String connectString) {
        String masked = EVENT.matcher(text).replaceAll("").replace("WATCHER::", "");
        masked = masked.replace(connectString, "HOST");
        masked = USAGE.matcher(masked).replaceAll("USAGE\n");
        masked = TIME.matcher(masked).replaceAll("TIME");
        return SESSION.matcher(masked).replaceAll("SESSION");
    }

    /// Cuts at prompts. A number that comes again is a blank line that was typed.
    private static List<String> answers(String text) {
        List<String> answers = new ArrayList<>();
        String[] parts = PROMPT.split(text);
        List<String> numbers = PROMPT.matcher(text).results().map(each -> each.group(1)).toList();
        for (int i = 1; i < parts.length; i++) {
            answers.add(numbers.get(i - 1) + ": " + withoutBlankLines(parts[i]));
        }
        return answers;
    }

    private static String withoutBlankLines(String text) {
        return String.join(
                "\n", Arrays.stream(text.split("\n")).filter(s -> !s.isEmpty()).toList());
    }

    /// The lines of a topic.
    static List<String> lines(String topic) throws IOException {
        try (var in = ShellUnderTest.class.getResourceAsStream("/shell/" + topic + ".txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
