package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `connect`: opens another session.
final class ConnectCommand extends Command {
    ConnectCommand() {
        super(
                "connect",
                "host:port",
                Options.none(),
                "Ends this session and opens another one, with the same servers unless there are"
                        + " others.",
                "connect host1:2181,host2:2181/app");
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) throws InterruptedException {
        shell.connect(arguments.operandOrNull(0));
    }
}
