package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;

/// `getAllChildrenNumber`: how much there is below a znode.
final class GetAllChildrenNumberCommand extends Command {
    GetAllChildrenNumberCommand() {
        super(
                "getAllChildrenNumber",
                "path",
                Options.none().longFlag("json", "Print JSON"),
                "Prints how many znodes there are below a znode, at any depth.",
                "getAllChildrenNumber /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        int count = shell.connection().countDescendants(arguments.operand(0));
        if (arguments.has("json")) {
            shell.out().println(Json.object(json -> json.writeNumberField("count", count)));
        } else {
            shell.out().println(count);
        }
    }
}
