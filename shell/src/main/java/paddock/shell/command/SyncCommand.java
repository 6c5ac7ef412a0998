package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// `sync`: has the server catch up with the ensemble.
final class SyncCommand extends Command {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    SyncCommand() {
        super(
                "sync",
                "path",
                Options.none(),
                "Waits until this server has seen all that the ensemble decided before. The path"
                        + " need not exist.",
                "sync /");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        try {
            int code = shell.connection().sync(arguments.operand(0), PATIENCE);
            if (code != 0) {
                throw new CommandException("Sync has failed. rc=" + code);
            }
            shell.out().println("Sync is OK");
        } catch (TimeoutException e) {
            throw new CommandException("Sync is timeout within " + PATIENCE.toMillis() + " ms");
        }
    }
}
