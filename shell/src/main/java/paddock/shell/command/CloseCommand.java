package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `close`: ends the session, not the shell.
final class CloseCommand extends Command {
    CloseCommand() {
        super(
                "close",
                "",
                Options.none(),
                "Ends the session with its ephemeral znodes; connect opens another one.",
                "close");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        shell.connection().close();
    }
}
