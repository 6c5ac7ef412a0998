package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.StatLines;
import paddock.shell.session.Connection;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// `reconfig`: changes the members of the ensemble.
final class ReconfigCommand extends Command {
    ReconfigCommand() {
        super(
                "reconfig",
                "[-s] [-v version] [[-file path] | [-members"
                        + " serverID=host:port1:port2;port3[,...]*]] | [-add"
                        + " serverId=host:port1:port2;port3[,...]]* [-remove serverId[,...]*]",
                Options.none()
                        .flag("s", "stat")
                        .value("v", "only if that is the configuration's version, in hexadecimal")
                        .value("file", "a file with all members")
                        .value("members", "all members")
                        .value("add", "members to add or to change")
                        .value("remove", "numbers of members to remove"),
                "Changes the members of the ensemble, and prints them.",
                "reconfig -add server.4=host4:2888:3888;2181 -remove 3",
                "reconfig -file members.cfg -v 100000130");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        boolean file = arguments.has("file");
        boolean members = arguments.has("members");
        boolean incremental = arguments.has("add") || arguments.has("remove");
        if (!file && !members && !incremental) {
            throw new UsageException();
        }
        long version = version(arguments.value("v"));
        if ((file || members) && incremental) {
            throw new CommandException(
                    "Can't use -file or -members together with -add or -remove (mixing incremental"
                            + " and non-incremental modes is not allowed)");
        }
        if (file && members) {
            throw new CommandException(
                    "Can't use -file and -members together (conflicting non-incremental modes)");
        }
        String all =
                file
                        ? fromFile(String.valueOf(arguments.value("file")))
                        : joined(arguments, "members");
        Connection.Node node =
                shell.connection()
                        .reconfig(
                                joined(arguments, "add"),
                                joined(arguments, "remove"),
                                all,
                                version);
        shell.out()
                .println(
                        "Committed new configuration:\n"
                                + new String(
                                        node.data() == null ? new byte[0] : node.data(), UTF_8));
        if (arguments.has("s")) {
            StatLines.of(node.stat()).forEach(shell.out()::println);
        }
    }

    private static long version(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text, 16);
        } catch (NumberFormatException e) {
            throw new CommandException("-v must be followed by a long (configuration version)");
        }
    }

    private static @Nullable String joined(Arguments arguments, String option) {
        List<String> values = arguments.values(option);
        return values.isEmpty() ? null : String.join(",", values);
    }

    /// The members a file names, without what else a dynamic configuration may hold.
    private static String fromFile(String file) {
        try {
            return String.join(
                    ",",
                    Files.readAllLines(Path.of(file)).stream()
                            .map(String::strip)
                            .filter(
                                    each ->
                                            each.startsWith("server.")
                                                    || each.startsWith("group.")
                                                    || each.startsWith("weight."))
                            .toList());
        } catch (NoSuchFileException e) {
            throw failed(file, new FileNotFoundException(file + " (No such file or directory)"));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static CommandException failed(String file, IOException why) {
        return new CommandException("Error processing " + file + why.getMessage());
    }
}
