package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.wire.protocol.Request;

/// `removewatches`: stops watching.
final class RemoveWatchesCommand extends Command {
    RemoveWatchesCommand() {
        super(
                "removewatches",
                "path [-c|-d|-a] [-l]",
                Options.none()
                        .flag("c", "watches on children")
                        .flag("d", "watches on data")
                        .flag("p", "persistent watches")
                        .flag("r", "persistent watches of the subtree")
                        .flag("a", "any, as without an option")
                        .flag("l", "also without a connection"),
                "Stops watching a path.",
                "removewatches /app",
                "removewatches /app -d");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        int type = Request.Watches.ANY;
        if (arguments.has("c")) {
            type = Request.Watches.CHILDREN;
        } else if (arguments.has("d")) {
            type = Request.Watches.DATA;
        } else if (arguments.has("p")) {
            type = Request.Watches.PERSISTENT;
        } else if (arguments.has("r")) {
            type = Request.Watches.PERSISTENT_RECURSIVE;
        }
        shell.connection().removeWatches(arguments.operand(0), type, arguments.has("l"));
    }
}
