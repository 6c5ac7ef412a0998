package paddock.shell.command;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.ErrorCode;

/// `setquota`: limits a subtree.
final class SetQuotaCommand extends Command {
    SetQuotaCommand() {
        super(
                "setquota",
                "-n|-b|-N|-B val path",
                Options.none()
                        .oneOf(
                                true,
                                "[-n num soft quota, -b bytes soft quota, -N num hard quota, -B"
                                        + " bytes hard quota]",
                                "n",
                                "num soft quota",
                                "b",
                                "bytes soft quota",
                                "N",
                                "num hard quota",
                                "B",
                                "bytes hard quota"),
                "Limits how many znodes or bytes a subtree may have. Servers log when a soft limit"
                        + " is passed, and refuse to pass a hard one where they are told to.",
                "setquota -n 1000 /app",
                "setquota -B 1048576 /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String path = arguments.operand(0);
        String option = arguments.options().keySet().iterator().next();
        Long value = value(option, arguments.value(option), shell);
        if (value == null) {
            return;
        }
        if (ZnodePath.isWithin(path, Quota.ROOT)) {
            shell.err().println("cannot set a quota under the path: " + Quota.ROOT);
            return;
        }
        set(path, Quota.key(option), value, shell);
    }

    /// Reads the limit, or says what is wrong and returns null, which the reference does not count
    /// as an error.
    private static @Nullable Long value(String option, @Nullable String text, Shell shell) {
        long value;
        try {
            value = Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            shell.err().println("NumberFormatException happens when parsing the option value");
            return null;
        }
        boolean counts = option.equalsIgnoreCase("n");
        if (counts && value <= 0) {
            shell.err().println("the num quota must be greater than zero");
            return null;
        } else if (value < 0) {
            shell.err().println("the bytes quota must be greater than or equal to zero");
            return null;
        }
        return value;
    }

    private static void set(String path, String key, long value, Shell shell) {
        Connection connection = shell.connection();
        requireExists(connection, path);
        requireNoneAbove(connection, path);
        requireNoneBelow(connection, path);
        Quota quota = Quota.read(connection, Quota.limits(path));
        if (quota == null) {
            quota = Quota.none();
            quota.set(key, value);
            quota.create(connection, path);
        } else {
            quota.set(key, value);
            quota.write(connection, path);
        }
        Quota used = Quota.read(connection, Quota.stats(path));
        if (used != null) {
            warn(quota, used, shell);
        }
    }

    private static void requireExists(Connection connection, String path) {
        try {
            connection.stat(path, false);
        } catch (ZnodeException e) {
            throw e.is(ErrorCode.NO_NODE) ? new CommandException(path + " does not exist.") : e;
        }
    }

    private static void requireNoneAbove(Connection connection, String path) {
        for (String at = ZnodePath.parent(path); !at.equals("/"); at = ZnodePath.parent(at)) {
            if (Quota.read(connection, Quota.limits(at)) != null) {
                throw new CommandException(path + " has a parent " + at + " which has a quota");
            }
        }
    }

    private static void requireNoneBelow(Connection connection, String path) {
        try {
            for (String each : Subtree.paths(connection, Quota.ROOT + path)) {
                String owner = ZnodePath.parent(each).substring(Quota.ROOT.length());
                if (ZnodePath.name(each).equals("zookeeper_limits") && !owner.equals(path)) {
                    throw new CommandException(
                            path + " has a child " + owner + " which has a quota");
                }
            }
        } catch (ZnodeException e) {
            if (!e.is(ErrorCode.NO_NODE)) {
                throw e;
            }
        }
    }

    private static void warn(Quota quota, Quota used, Shell shell) {
        long count = used.value(Quota.COUNT);
        if (quota.isLessThan(count, Quota.COUNT, Quota.COUNT_HARD)) {
            shell.out()
                    .println(
                            "[Warning]: the count quota you create is less than the existing"
                                    + " count:"
                                    + count);
        }
        long bytes = used.value(Quota.BYTES);
        if (quota.isLessThan(bytes, Quota.BYTES, Quota.BYTES_HARD)) {
            shell.out()
                    .println(
                            "[Warning]: the bytes quota you create is less than the existing"
                                    + " bytes:"
                                    + bytes);
        }
    }
}
