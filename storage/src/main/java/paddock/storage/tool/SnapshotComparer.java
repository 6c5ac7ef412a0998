package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import paddock.storage.StorageException;
import paddock.storage.tool.TreeLayers.Entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Says where two snapshots differ by more than so many bytes or znodes, layer by layer.
public final class SnapshotComparer {
    // Scripts know it by that name, and look for its first line.
    private static final String USAGE =
            """
            usage: java -cp <classPath> org.apache.zookeeper.server.SnapshotComparer
             -b,--bytes <BYTETHRESHOLD>   (Required) The node data delta size threshold, in bytes, for printing the node.
             -d,--debug                   Use debug output.
             -i,--interactive             Enter interactive mode.
             -l,--left <LEFT>             (Required) The left snapshot file.
             -n,--nodes <NODETHRESHOLD>   (Required) The descendant node delta size threshold, in nodes, for printing the node.
             -r,--right <RIGHT>           (Required) The right snapshot file.
            """;
    private static final int WRONG_USE = 2;

    private final PrintStream out;
    private final boolean debug;
    private final boolean interactive;
    private final int maxBytes;
    private final int maxNodes;

    private SnapshotComparer(ComparerOptions options, PrintStream out) {
        this.out = out;
        debug = options.debug();
        interactive = options.interactive();
        maxBytes = options.bytes();
        maxNodes = options.nodes();
    }

    /// Runs as a program.
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.in));
    }

    /// Runs with the given streams and returns the exit code.
    public static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        try {
            ComparerOptions options = ComparerOptions.parse(args);
            SnapshotComparer comparer = new SnapshotComparer(options, out);
            out.println("Successfully parsed options!");
            TreeLayers left = comparer.read(options.left());
            TreeLayers right = comparer.read(options.right());
            comparer.describe(left);
            comparer.describe(right);
            comparer.compare(left, right, in);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            out.print(USAGE);
            return WRONG_USE;
        } catch (ToolException e) {
            err.println(e.getMessage());
            return 1;
        } catch (StorageException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }

    private TreeLayers read(String name) {
        Path file = SnapshotTree.existing(name);
        long startedNanos = System.nanoTime();
        SnapshotTree tree = SnapshotTree.read(file);
        long readNanos = System.nanoTime();
        out.println(
                "Deserialized snapshot in %s in %s seconds"
                        .formatted(file.getFileName(), seconds(readNanos - startedNanos)));
        TreeLayers layers = new TreeLayers(tree);
        out.println(
                "Processed data tree in %s seconds"
                        .formatted(seconds(System.nanoTime() - readNanos)));
        return layers;
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
    }

    private void describe(TreeLayers tree) {
        out.println("Node count: " + tree.size());
        out.println("Total size: " + tree.bytes());
        out.println("Max depth: " + tree.depth());
        for (int depth = 0; depth < tree.depth(); depth++) {
            out.println("Count of nodes at depth " + depth + ": " + tree.layer(depth).size());
        }
        out.println();
    }

    private void compare(TreeLayers left, TreeLayers right, InputStream in) {
        int depth = Math.max(left.depth(), right.depth());
        if (interactive) {
            // As a terminal encodes what is typed.
            BufferedReader typed =
                    new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            for (int next = 0; next < depth; ) {
                next = step(left, right, typed, next, depth);
            }
        } else {
            printThresholds();
            for (int at = 0; at < depth; at++) {
                compareLayer(left, right, at);
            }
        }
        out.println("All layers compared.");
    }

    /// Asks what to show, shows it, and returns the depth that is next.
    private int step(
            TreeLayers left, TreeLayers right, BufferedReader typed, int current, int depth) {
        out.println("Current depth is " + current);
        out.println("- Press enter to move to print current depth layer;");
        out.println("- Type a number to jump to and print all nodes at a given depth;");
        out.println(
                "- Enter an ABSOLUTE path to print the immediate subtree of a node. Path must start"
                        + " with '/'.");
        String line = nextLine(typed);
        printThresholds();
        int next = current;
        if (line.isEmpty()) {
            compareLayer(left, right, current);
            next = current + 1;
        } else if (line.startsWith("/")) {
            compareBelow(left.at(line), right.at(line), line);
        } else {
            try {
                int asked = Integer.parseInt(line);
                if (asked < 0 || asked >= depth) {
                    out.println("Depth must be in range [0, " + (depth - 1) + "]");
                    return current;
                }
                compareLayer(left, right, asked);
                next = asked;
            } catch (NumberFormatException e) {
                out.println(
                        ("Input %s is not valid. Depth must be in range [0, %d]. Path must be an"
                                        + " absolute path which starts with '/'.")
                                .formatted(line, depth - 1));
            }
        }
        out.println();
        return next;
    }

    private static String nextLine(BufferedReader typed) {
        try {
            String line = typed.readLine();
            if (line == null) {
                throw new ToolException(1, "The input ended before all layers were compared.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printThresholds() {
        out.println(
                "Printing analysis for nodes difference larger than %d bytes or node count difference larger than %d."
                        .formatted(maxBytes, maxNodes));
    }

    private void compareLayer(TreeLayers left, TreeLayers right, int depth) {
        out.println("Analysis for depth " + depth);
        compare(left.layer(depth), right.layer(depth));
    }

    private void compareBelow(@Nullable Entry left, @Nullable Entry right, String path) {
        out.println("Analysis for node " + path);
        if (left == null && right == null) {
            out.println("Path " + path + " is neither found in left tree nor right tree.");
        } else {
            compare(
                    left == null ? List.of() : left.children(),
                    right == null ? List.of() : right.children());
        }
    }

    /// Walks two lists in the order of paths side by side.
    private void compare(List<Entry> left, List<Entry> right) {
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            Entry one = left.get(l);
            Entry other = right.get(r);
            if (debug) {
                out.println("Comparing " + one.path() + " to " + other.path());
            }
            int order = one.path().compareTo(other.path());
            if (debug) {
                out.println(order == 0 ? "same" : order < 0 ? "left is less" : "right is less");
            }
            if (order == 0) {
                printBoth(one, other);
            } else if (order < 0) {
                printOne(one, "left");
            } else {
                printOne(other, "right");
            }
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }
        for (; l < left.size(); l++) {
            printOne(left.get(l), "left");
        }
        for (; r < right.size(); r++) {
            printOne(right.get(r), "right");
        }
    }

    private void printBoth(Entry left, Entry right) {
        long bytes = right.bytes() - left.bytes();
        long descendants = right.descendants() - left.descendants();
        if (isLarge(bytes, descendants)) {
            out.println(
                    "Node %s found in both trees. Delta: %d bytes, %d descendants"
                            .formatted(left.path(), bytes, descendants));
        } else {
            printFiltered(
                    "node %s of left size %d, right size %d"
                            .formatted(left.path(), left.bytes(), right.bytes()));
        }
    }

    private void printOne(Entry entry, String side) {
        if (isLarge(entry.bytes(), entry.descendants())) {
            out.println(
                    "Node %s found only in %s tree. Descendant size: %d. Descendant count: %d"
                            .formatted(entry.path(), side, entry.bytes(), entry.descendants()));
        } else {
            printFiltered("%s node %s of size %d".formatted(side, entry.path(), entry.bytes()));
        }
    }

    private boolean isLarge(long bytes, long descendants) {
        return Math.abs(bytes) > maxBytes || Math.abs(descendants) > maxNodes;
    }

    private void printFiltered(String what) {
        if (debug || interactive) {
            out.println("Filtered " + what);
        }
    }
}
