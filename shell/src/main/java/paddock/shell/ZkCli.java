package paddock.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jline.terminal.Terminal;

import paddock.shell.command.CommandTable;
import paddock.shell.session.ZnodeException;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// The program behind `zkCli.sh`.
public final class ZkCli {
    private static final int FAILED = 1;
    private static final int BAD_PROPERTIES = 2;

    private ZkCli() {}

    public static void main(String[] words) throws Exception {
        Console console =
                new Console(
                        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
                        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        int code = run(List.of(words), System.in, console, true);
        // Threads of the session's event loops are daemons, but not those of every library.
        System.exit(code);
    }

    /// Runs a shell to its end.
    ///
    /// @param mayAsk whether somebody may sit at a terminal
    /// @return its exit code
    static int run(List<String> words, InputStream in, Console console, boolean mayAsk)
            throws IOException, InterruptedException {
        ClientProperties properties;
        Invocation invocation;
        try {
            invocation = Invocation.parse(words, console.err()::println);
            properties = ClientProperties.read(System.getProperties(), invocation.properties());
        } catch (ClientProperties.BadFileException e) {
            console.err().println(e.getMessage());
            return BAD_PROPERTIES;
        } catch (IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return FAILED;
        }
        if (invocation.help()) {
            Invocation.USAGE.forEach(console.out()::println);
            CommandTable.standard().usage().forEach(console.out()::println);
            return 0;
        }
        try (RunningShell shell = new RunningShell(invocation, properties, console)) {
            if (!invocation.command().isEmpty()) {
                shell.executeOnce(invocation.command());
                return shell.exitCode();
            }
            Terminal terminal = mayAsk ? Terminals.open() : null;
            if (terminal != null) {
                try (terminal) {
                    return Terminals.run(shell, console, terminal, historyFile());
                }
            }
            return Script.run(shell, new BufferedReader(new InputStreamReader(in, UTF_8)));
        } catch (ZnodeException | IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return FAILED;
        }
    }

    private static Path historyFile() {
        return Path.of(System.getProperty("user.home"), ".zkcli_history");
    }
}
