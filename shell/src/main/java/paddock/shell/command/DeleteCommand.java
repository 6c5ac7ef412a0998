package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `delete`: removes a znode without children.
final class DeleteCommand extends Command {
    DeleteCommand() {
        super(
                "delete",
                "[-v version] path",
                Options.none().value("v", "only if that is its version"),
                "Removes a znode that has no children.",
                "delete /app/config",
                "delete -v 3 /app/config");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String version = arguments.value("v");
        if (arguments.size() > 1) {
            deprecated(shell, "delete path [version]", "delete [-v version] path");
            // The reference prints the note and then ignores the version.
            version = version == null ? arguments.operand(1) : version;
        }
        shell.connection().delete(arguments.operand(0), version == null ? -1 : number(version));
    }
}
