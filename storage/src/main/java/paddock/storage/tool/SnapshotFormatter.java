package paddock.storage.tool;

import paddock.storage.StorageException;
import paddock.storage.tool.SnapshotTree.Node;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/// Shows what is in a snapshot, for people or for programs.
public final class SnapshotFormatter {
    private static final String USAGE =
            """
            USAGE: SnapshotFormatter [-d|-json] snapshot_file
                   -d dump the data for each znode
                   -json dump znode info in json format
            """;
    private static final int WRONG_USE = 2;
    private static final int FIRST_INODE = 1001;

    // As dates have always printed themselves.
    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US)
                    .withZone(ZoneId.systemDefault());

    private final SnapshotTree tree;
    private final PrintStream out;
    private int nextInode = FIRST_INODE;

    private SnapshotFormatter(SnapshotTree tree, PrintStream out) {
        this.tree = tree;
        this.out = out;
    }

    /// Runs as a program.
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.in));
    }

    /// Runs with the given streams, of which it reads none, and returns the exit code.
    public static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        boolean data = false;
        boolean json = false;
        String name = null;
        for (String arg : args) {
            switch (arg) {
                case "-d" -> data = true;
                case "-json" -> json = true;
                default -> name = arg;
            }
        }
        if (name == null) {
            err.print(USAGE);
            return WRONG_USE;
        }
        if (data && json) {
            err.println("Cannot specify both data dump (-d) and json mode (-json) in same call");
            return WRONG_USE;
        }
        try {
            Path file = SnapshotTree.existing(name);
            SnapshotFormatter formatter = new SnapshotFormatter(SnapshotTree.read(file), out);
            if (json) {
                formatter.printJson();
            } else {
                formatter.printText(data);
            }
            out.flush();
            return 0;
        } catch (ToolException e) {
            err.println(e.getMessage());
            return e.exitCode();
        } catch (StorageException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private void printText(boolean data) {
        // The root has two names in the count, as it has always been.
        out.println("ZNode Details (count=%d):".formatted(tree.size() + 1));
        printNodes(tree.root(), data);
        out.println("----");
        out.println("Session Details (sid, timeout, ephemeralCount):");
        for (Map.Entry<Long, Integer> session : tree.sessions().entrySet()) {
            out.println(
                    "0x%x, %d, %d"
                            .formatted(
                                    session.getKey(),
                                    session.getValue(),
                                    tree.ephemeralsOf(session.getKey())));
        }
        out.println("----");
        out.println("Last zxid: 0x" + Long.toHexString(tree.zxid()));
    }

    private void printNodes(Node node, boolean data) {
        out.println("----");
        out.println(node.path);
        out.println("  cZxid = " + hex(node.czxid));
        out.println("  ctime = " + date(node.ctimeMillis));
        out.println("  mZxid = " + hex(node.mzxid));
        out.println("  mtime = " + date(node.mtimeMillis));
        out.println("  pZxid = " + hex(node.pzxid));
        out.println("  cversion = " + node.cversion);
        out.println("  dataVersion = " + node.version);
        out.println("  aclVersion = " + node.aversion);
        out.println("  ephemeralOwner = " + hex(node.owner));
        out.println(
                data
                        ? "  data = " + Base64.getEncoder().encodeToString(node.data)
                        : "  dataLength = " + node.data.length);
        for (Node child : node.children) {
            printNodes(child, data);
        }
    }

    private static String date(long millis) {
        return DATE_FORMAT.format(Instant.ofEpochMilli(millis));
    }

    private static String hex(long value) {
        return "0x%014x".formatted(value);
    }

    private void printJson() {
        out.print(
                "[1,0,{\"progname\":\"SnapshotFormatter.java\",\"progver\":\"0.01\",\"timestamp\":"
                        + System.currentTimeMillis()
                        + "},");
        printJson(tree.root());
        out.print("]");
    }

    private void printJson(Node node) {
        if (!node.children.isEmpty()) {
            out.print("[");
        }
        out.print(
                "{\"name\":\"%s\",\"asize\":%d,\"dsize\":%d,\"dev\":0,\"ino\":%d}"
                        .formatted(
                                escaped(node.name()),
                                node.data.length,
                                node.data.length,
                                nextInode++));
        for (Node child : node.children) {
            out.print(",");
            printJson(child);
        }
        if (!node.children.isEmpty()) {
            out.print("]");
        }
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04X".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }
}
