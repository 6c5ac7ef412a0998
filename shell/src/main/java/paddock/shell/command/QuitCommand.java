package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.List;

/// `quit`: ends the session and the shell. `exit` is the same.
final class QuitCommand extends Command {
    QuitCommand(String name) {
        super(
                name,
                "",
                Options.none(),
                "Ends the session and the shell, with the exit code of the line before.",
                name);
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    boolean isOwn() {
        return name().equals("exit");
    }

    @Override
    int execute(List<String> words, Shell shell) {
        return shell.quit();
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        shell.quit();
    }
}
