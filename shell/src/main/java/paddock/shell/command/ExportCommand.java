package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.Json;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.wire.protocol.ErrorCode;

import java.io.IOException;
import java.io.PrintStream;

/// `export`: a subtree as JSON.
final class ExportCommand extends Command {
    ExportCommand() {
        super(
                "export",
                "path [file]",
                Options.none(),
                "Writes a subtree to a file, or to standard output: one line of JSON for each"
                        + " znode, parents first, with its path below the subtree, data, ACL and"
                        + " whether it is ephemeral.",
                "export /app app.json");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) throws IOException {
        requireOperands(arguments, 1);
        String file = arguments.operandOrNull(1);
        if (file == null) {
            write(arguments.operand(0), shell.connection(), shell.out());
            return;
        }
        try (PrintStream out = new PrintStream(file, UTF_8)) {
            write(arguments.operand(0), shell.connection(), out);
            if (out.checkError()) {
                throw new IOException(file + " could not be written to its end");
            }
        }
    }

    private static void write(String root, Connection connection, PrintStream out) {
        for (String path : Subtree.paths(connection, root)) {
            try {
                Connection.Node node = connection.getData(path, false);
                Connection.Access access = connection.getAcl(path);
                out.println(
                        Json.object(
                                json -> {
                                    json.writeStringField(
                                            "path",
                                            path.equals(root)
                                                    ? ""
                                                    : path.substring(
                                                            root.equals("/") ? 0 : root.length()));
                                    Json.writeData(json, node.data());
                                    Json.writeAcl(json, access.acl());
                                    if (node.stat().ephemeralOwner() != 0) {
                                        json.writeBooleanField("ephemeral", true);
                                    }
                                }));
            } catch (ZnodeException e) {
                // It can be gone since its parent was listed.
                if (path.equals(root) || !e.is(ErrorCode.NO_NODE)) {
                    throw e;
                }
            }
        }
    }
}
