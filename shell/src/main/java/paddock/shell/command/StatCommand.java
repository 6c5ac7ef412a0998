package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.print.StatLines;
import paddock.wire.protocol.Stat;

/// `stat`: what is known of a znode besides its data.
final class StatCommand extends Command {
    StatCommand() {
        super(
                "stat",
                "[-w] path",
                Options.none().flag("w", "Watch").longFlag("json", "Print JSON"),
                "Prints what is known of a znode: zxids, times, versions, owner and sizes. With -w"
                        + " a znode that is missing is watched, too.",
                "stat /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        boolean watch = arguments.has("w");
        if (arguments.size() > 1) {
            deprecated(shell, "stat path [watch]", "stat [-w] path");
            watch = true;
        }
        Stat stat = shell.connection().stat(arguments.operand(0), watch);
        if (arguments.has("json")) {
            shell.out().println(Json.object(json -> Json.writeStat(json, stat)));
        } else {
            StatLines.of(stat).forEach(shell.out()::println);
        }
    }
}
