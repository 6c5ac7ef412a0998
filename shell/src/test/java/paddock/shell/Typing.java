package paddock.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A shell that is typed to by a test, to its end.
final class Typing {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int exitCode;

    /// Carries out one command, as `zkCli.sh -server ... command` does.
    static Typing once(String connectString, String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("-waitforconnection", "-server", connectString));
        words.addAll(List.of(command));
        return new Typing().run(words, "");
    }

    /// Carries out lines, without the prompts and what the shell says at its start and end.
    static Typing lines(String connectString, String... lines) throws Exception {
        return new Typing()
                .run(
                        List.of("-waitforconnection", "-server", connectString),
                        String.join("\n", lines) + "\n");
    }

    /// Runs the shell with any words.
    static Typing words(String... words) throws Exception {
        return new Typing().run(List.of(words), "");
    }

    private Typing run(List<String> words, String typed) throws Exception {
        exitCode =
                ZkCli.run(
                        words,
                        new ByteArrayInputStream(typed.getBytes(UTF_8)),
                        new Console(
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8)),
                        false);
        return this;
    }

    int exitCode() {
        return exitCode;
    }

    /// Everything on standard output.
    String raw() {
        return out.toString(UTF_8);
    }

    /// The lines of results.
    List<String> out() {
        return Arrays.stream(raw().replaceAll("\\[zk: [^\\]]*\\] ", "").split("\n"))
                .filter(each -> !each.isEmpty())
                .filter(each -> !each.startsWith("Connecting to "))
                .filter(each -> !each.equals("Welcome to ZooKeeper!"))
                .filter(each -> !each.startsWith("JLine support"))
                .filter(each -> !each.equals("WATCHER::"))
                .filter(each -> !each.contains("type:None"))
                .toList();
    }

    /// The lines of messages.
    List<String> err() {
        return err.toString(UTF_8).lines().toList();
    }
}
