package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;

/// `listquota`: the limits of a subtree.
final class ListQuotaCommand extends Command {
    ListQuotaCommand() {
        super(
                "listquota",
                "path",
                Options.none().longFlag("json", "Print JSON"),
                "Prints the limits of a subtree, and what it has; -1 is no limit.",
                "listquota /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        String path = arguments.operand(0);
        shell.err().println("absolute path is " + Quota.limits(path));
        Quota limits = Quota.read(shell.connection(), Quota.limits(path));
        if (limits == null) {
            shell.err().println("quota for " + path + " does not exist.");
            return;
        }
        Quota used = Quota.read(shell.connection(), Quota.stats(path));
        if (arguments.has("json")) {
            shell.out().println(json(limits, used == null ? Quota.none() : used));
            return;
        }
        shell.out().println("Output quota for " + path + " " + limits);
        if (used != null) {
            shell.out().println("Output stat for " + path + " " + used);
        }
    }

    private static String json(Quota limits, Quota used) {
        return Json.object(
                json -> {
                    json.writeNumberField("countSoftLimit", limits.value(Quota.COUNT));
                    json.writeNumberField("bytesSoftLimit", limits.value(Quota.BYTES));
                    json.writeNumberField("countHardLimit", limits.value(Quota.COUNT_HARD));
                    json.writeNumberField("bytesHardLimit", limits.value(Quota.BYTES_HARD));
                    json.writeNumberField("count", used.value(Quota.COUNT));
                    json.writeNumberField("bytes", used.value(Quota.BYTES));
                });
    }
}
