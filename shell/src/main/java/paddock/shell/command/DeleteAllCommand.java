package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// `deleteall`: removes a znode with everything below it.
final class DeleteAllCommand extends Command {
    private static final int BATCH = 1_000;
    private static final int UNDER_WAY = 10;

    DeleteAllCommand() {
        super(
                "deleteall",
                "path [-b batch size]",
                Options.none().value("b", "how many znodes to remove by one request"),
                "Removes a znode and everything below it, in batches of which each happens as a"
                        + " whole. What is made below it meanwhile makes it fail.",
                "deleteall /app",
                "deleteall -b 100 /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        deleteAll(arguments.operand(0), batch(arguments.value("b")), shell);
    }

    private static int batch(@Nullable String text) {
        if (text == null) {
            return BATCH;
        }
        try {
            return Math.max(Integer.parseInt(text), 1);
        } catch (NumberFormatException e) {
            throw new CommandException("-b argument must be an int value");
        }
    }

    /// Removes a subtree.
    static void deleteAll(String path, Shell shell) {
        deleteAll(path, BATCH, shell);
    }

    private static void deleteAll(String path, int batch, Shell shell) {
        List<String> paths = new ArrayList<>(Subtree.paths(shell.connection(), path));
        Collections.reverse(paths);
        if (!shell.connection().deleteAll(paths, batch, UNDER_WAY)) {
            throw new CommandException("Failed to delete some node(s) in the subtree!");
        }
    }
}
