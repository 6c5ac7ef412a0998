package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `cp`: copies a subtree.
final class CopyCommand extends Command {
    CopyCommand() {
        super(
                "cp",
                "path newpath",
                Options.none(),
                "Copies a znode with everything below it to a path that does not exist yet, data"
                        + " and ACLs. Ephemeral znodes are left out, and named.",
                "cp /app /app-before");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 2);
        Copying.copy(shell.connection(), arguments.operand(0), arguments.operand(1))
                .forEach(each -> shell.err().println("left out, for it is ephemeral: " + each));
    }
}
