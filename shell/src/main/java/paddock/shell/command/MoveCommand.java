package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.List;

/// `mv`: moves a subtree.
final class MoveCommand extends Command {
    MoveCommand() {
        super(
                "mv",
                "path newpath",
                Options.none(),
                "Copies a znode with everything below it, then removes the original. Others can see"
                        + " both, or part of the copy. A subtree with ephemeral znodes is copied,"
                        + " but stays.",
                "mv /app /old/app");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 2);
        String from = arguments.operand(0);
        List<String> ephemerals = Copying.copy(shell.connection(), from, arguments.operand(1));
        if (!ephemerals.isEmpty()) {
            throw new CommandException(
                    "copied, but not removed, for these are ephemeral: " + ephemerals);
        }
        DeleteAllCommand.deleteAll(from, shell);
    }
}
