package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `rmr`, which 3.6 took away: `deleteall`.
final class OldDeleteCommand extends Command {
    OldDeleteCommand() {
        super("rmr", "path", Options.none(), "The older form of deleteall.", "rmr /app");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        shell.err()
                .println("The command 'rmr' has been deprecated. Please use 'deleteall' instead.");
        DeleteAllCommand.deleteAll(arguments.operand(0), shell);
    }
}
