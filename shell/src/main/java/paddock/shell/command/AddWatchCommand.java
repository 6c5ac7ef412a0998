package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.Locale;

/// `addWatch`: watches a path for good.
final class AddWatchCommand extends Command {
    AddWatchCommand() {
        super(
                "addWatch",
                "[-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] -"
                        + " default is PERSISTENT_RECURSIVE",
                Options.none().value("m", "PERSISTENT or PERSISTENT_RECURSIVE"),
                "Prints the events of a path, with PERSISTENT_RECURSIVE also of everything below"
                        + " it, until removewatches.",
                "addWatch /app",
                "addWatch -m PERSISTENT /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String mode = arguments.value("m");
        boolean recursive =
                switch (mode == null ? "PERSISTENT_RECURSIVE" : mode.toUpperCase(Locale.ROOT)) {
                    case "PERSISTENT" -> false;
                    case "PERSISTENT_RECURSIVE" -> true;
                    default -> throw new UsageException();
                };
        shell.connection().addWatch(arguments.operand(0), recursive);
    }
}
