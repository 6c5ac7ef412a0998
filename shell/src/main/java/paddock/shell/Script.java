package paddock.shell;

import java.io.BufferedReader;
import java.io.IOException;

/// Lines that nobody types: a file or a pipe on standard input.
///
/// Prompts are printed as for people, since scripts that read the output of the reference's shell
/// look for them.
final class Script {
    private Script() {}

    /// Carries out lines to the end, or to a quit.
    ///
    /// @return the exit code of the last one
    static int run(RunningShell shell, BufferedReader lines) throws IOException {
        shell.out().println("Welcome to ZooKeeper!");
        shell.out().println("JLine support is enabled");
        while (!shell.hasEnded()) {
            shell.out().print(shell.prompt());
            shell.out().flush();
            String line = lines.readLine();
            if (line == null) {
                shell.out().println("JLine support is disabled");
                break;
            }
            shell.executeLine(line);
        }
        return shell.exitCode();
    }
}
