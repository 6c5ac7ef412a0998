package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.List;
import java.util.Map;

/// `ls2`, which 3.6 took away: `ls -s`.
final class OldListCommand extends Command {
    OldListCommand() {
        super("ls2", "path [watch]", Options.none(), "The older form of ls -s.", "ls2 /app");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        deprecated(shell, "ls2", "ls [-s] path");
        LsCommand.print(
                shell.connection().getChildren(arguments.operand(0), arguments.size() > 1),
                new Arguments(List.of(), Map.of("s", List.of(""))),
                shell.out());
    }
}
