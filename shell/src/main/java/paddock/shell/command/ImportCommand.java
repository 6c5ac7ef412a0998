package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.ExportedZnode;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// `import`: what `export` wrote, made again.
final class ImportCommand extends Command {
    ImportCommand() {
        super(
                "import",
                "file path [--replace]",
                Options.none()
                        .longFlag("replace", "give znodes that exist the data and ACL of the file"),
                "Makes the subtree of a file below a path. Stops at the first znode that"
                        + " exists, unless --replace is given. Ephemeral ones"
                        + " are left out.",
                "import app.json /copy");
    }

    @Override
    boolean isOwn() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) throws IOException {
        requireOperands(arguments, 2);
        String root = ZnodePath.require(arguments.operand(1));
        int made = 0;
        int replaced = 0;
        String file = arguments.operand(0);
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file), UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                ExportedZnode znode = parse(line, file, number);
                if (znode.ephemeral()) {
                    continue;
                }
                if (make(shell.connection(), root, znode, arguments.has("replace"))) {
                    made++;
                } else {
                    replaced++;
                }
            }
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file);
        }
        shell.err().println("made " + made + ", replaced " + replaced);
    }

    private static ExportedZnode parse(String line, String file, int number) {
        try {
            return ExportedZnode.parse(line);
        } catch (IOException e) {
            throw new CommandException(
                    file + ", line " + number + " is not a znode: " + e.getMessage());
        }
    }

    /// Whether it was made rather than replaced.
    private static boolean make(
            Connection connection, String root, ExportedZnode znode, boolean replace) {
        String path = root.equals("/") ? znode.path() : root + znode.path();
        if (path.isEmpty()) {
            path = "/";
        }
        try {
            connection.create(path, znode.data(), znode.acl(), CreateMode.PERSISTENT, 0);
            return true;
        } catch (ZnodeException e) {
            if (!replace || !e.is(ErrorCode.NODE_EXISTS)) {
                throw e;
            }
        }
        connection.setData(path, znode.data(), -1);
        connection.setAcl(path, znode.acl(), -1);
        return false;
    }
}
