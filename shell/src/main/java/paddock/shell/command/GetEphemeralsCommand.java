package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;

import java.util.List;

/// `getEphemerals`: the ephemeral znodes of this session.
final class GetEphemeralsCommand extends Command {
    GetEphemeralsCommand() {
        super(
                "getEphemerals",
                "path",
                Options.none().longFlag("json", "Print JSON"),
                "Prints the ephemeral znodes of this session whose paths begin with a path; all of"
                        + " them without one.",
                "getEphemerals /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        String prefix = arguments.size() == 0 ? "/" : arguments.operand(0);
        List<String> paths = shell.connection().ephemerals(prefix);
        shell.out().println(arguments.has("json") ? Json.strings(paths) : paths.toString());
    }
}
