package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.print.StatLines;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.ErrorCode;

import java.io.PrintStream;
import java.util.List;

/// `ls`: the children of a znode.
final class LsCommand extends Command {
    LsCommand() {
        super(
                "ls",
                "[-s] [-w] [-R] path",
                Options.none()
                        .flag("?", "help")
                        .flag("R", "recurse")
                        .flag("s", "stat")
                        .flag("w", "watch")
                        .longFlag("json", "print JSON"),
                "Lists the children of a znode, sorted; with -R the whole subtree, one path a"
                        + " line.",
                "ls -s /",
                "ls -R /app");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        if (arguments.has("?")) {
            shell.out().println("usage: ls [options] path");
            optionTable().forEach(shell.out()::println);
        }
        boolean watch = arguments.has("w");
        if (arguments.size() > 1) {
            deprecated(shell, "ls path [watch]", "ls [-w] path");
            watch = true;
        }
        String path = arguments.operand(0);
        if (arguments.has("R")) {
            Connection.Listing top = shell.connection().getChildren(path, watch);
            print(path, arguments, shell.out());
            descend(path, top.names(), watch, arguments, shell);
            return;
        }
        print(shell.connection().getChildren(path, watch), arguments, shell.out());
    }

    /// Prints a listing as this command does.
    static void print(Connection.Listing listing, Arguments arguments, PrintStream out) {
        if (arguments.has("json")) {
            out.println(
                    Json.object(
                            json -> {
                                json.writeFieldName("children");
                                Json.writeStrings(json, listing.names());
                                if (arguments.has("s")) {
                                    Json.writeStat(json, listing.stat());
                                }
                            }));
            return;
        }
        out.println(listing.names());
        if (arguments.has("s")) {
            StatLines.of(listing.stat()).forEach(out::println);
        }
    }

    private static void print(String path, Arguments arguments, PrintStream out) {
        out.println(
                arguments.has("json")
                        ? Json.object(json -> json.writeStringField("path", path))
                        : path);
    }

    private static void descend(
            String path, List<String> names, boolean watch, Arguments arguments, Shell shell) {
        for (String name : names) {
            print(ZnodePath.child(path, name), arguments, shell.out());
        }
        for (String name : names) {
            String child = ZnodePath.child(path, name);
            try {
                List<String> below = shell.connection().getChildren(child, watch).names();
                descend(child, below, watch, arguments, shell);
            } catch (ZnodeException e) {
                // It can be gone since its parent was listed.
                if (!e.is(ErrorCode.NO_NODE)) {
                    throw e;
                }
            }
        }
    }
}
