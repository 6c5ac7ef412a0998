package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.session.Connection;

/// `delquota`: takes limits away.
final class DelQuotaCommand extends Command {
    DelQuotaCommand() {
        super(
                "delquota",
                "[-n|-b|-N|-B] path",
                Options.none()
                        .oneOf(
                                false,
                                "",
                                "n",
                                "num soft quota",
                                "b",
                                "bytes soft quota",
                                "N",
                                "num hard quota",
                                "B",
                                "bytes hard quota"),
                "Takes one limit of a subtree away; all of them without an option.",
                "delquota -n /app",
                "delquota /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String path = arguments.operand(0);
        Connection connection = shell.connection();
        Quota limits = Quota.read(connection, Quota.limits(path));
        if (limits == null) {
            shell.out().println("Quota does not exist for " + path);
            return;
        }
        if (arguments.options().isEmpty()) {
            Quota.delete(connection, path);
            return;
        }
        limits.set(Quota.key(arguments.options().keySet().iterator().next()), -1);
        limits.write(connection, path);
    }
}
