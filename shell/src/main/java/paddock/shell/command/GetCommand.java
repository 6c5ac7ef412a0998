package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.HexTable;
import paddock.shell.print.Json;
import paddock.shell.print.StatLines;
import paddock.shell.session.Connection;

import java.util.Base64;

/// `get`: the data of a znode.
final class GetCommand extends Command {
    GetCommand() {
        super(
                "get",
                "[-s] [-w] [-b] [-x] path",
                Options.none()
                        .flag("b", "Output data in base64 format")
                        .flag("s", "Print znode stats additionally")
                        .flag("w", "Watch for changes on the znode")
                        .flag("x", "Output data in hexdump format")
                        .longFlag("json", "Print JSON"),
                "Prints the data of a znode; znodes without data print null.",
                "get -s /app/config",
                "get --json /app/config");
    }

    @Override
    String usage() {
        return synopsis() + "\n" + String.join("\n", optionTable()) + "\n";
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        boolean watch = arguments.has("w");
        if (arguments.size() > 1) {
            deprecated(shell, "get path [watch]", "get [-s] [-w] path");
            watch = true;
        }
        Connection.Node node = shell.connection().getData(arguments.operand(0), watch);
        if (arguments.has("json")) {
            shell.out()
                    .println(
                            Json.object(
                                    json -> {
                                        Json.writeData(json, node.data());
                                        if (arguments.has("s")) {
                                            Json.writeStat(json, node.stat());
                                        }
                                    }));
            return;
        }
        byte[] data = node.data() == null ? "null".getBytes(UTF_8) : node.data();
        if (arguments.has("x")) {
            HexTable.of(data).forEach(shell.out()::println);
        } else if (arguments.has("b")) {
            shell.out().println(Base64.getEncoder().encodeToString(data));
        } else {
            shell.out().println(new String(data, UTF_8));
        }
        if (arguments.has("s")) {
            StatLines.of(node.stat()).forEach(shell.out()::println);
        }
    }
}
