package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `history`: the newest lines.
final class HistoryCommand extends Command {
    HistoryCommand() {
        super(
                "history",
                "",
                Options.none(),
                "Prints the newest lines with their numbers, this one included.",
                "history");
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        shell.history().newest().forEach(shell.out()::println);
    }
}
