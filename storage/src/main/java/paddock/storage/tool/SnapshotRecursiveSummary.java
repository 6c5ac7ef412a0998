package paddock.storage.tool;

import paddock.storage.StorageException;
import paddock.storage.tool.SnapshotTree.Node;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.IdentityHashMap;

/// Adds up what lies below the znodes of a snapshot.
public final class SnapshotRecursiveSummary {
    private static final String USAGE =
            """
            USAGE:


            SnapshotRecursiveSummary  <snapshot_file>  <starting_node>  <max_depth>


            snapshot_file:    path to the zookeeper snapshot
            starting_node:    the path in the zookeeper tree where the traversal should begin
            max_depth:        defines the depth where the tool still writes to the output. 0 means there is no depth limit, every non-leaf node's stats will be displayed, 1 means it will only contain the starting node's and it's children's stats, 2 ads another level and so on. This ONLY affects the level of details displayed, NOT the calculation.
            """;
    private static final int WRONG_USE = 2;

    private record Sum(long descendants, long bytes) {}

    private final IdentityHashMap<Node, Sum> sums = new IdentityHashMap<>();
    private final PrintStream out;
    private final int maxDepth;

    private SnapshotRecursiveSummary(PrintStream out, int maxDepth) {
        this.out = out;
        this.maxDepth = maxDepth;
    }

    /// Runs as a program.
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, System.in));
    }

    /// Runs with the given streams, of which it reads none, and returns the exit code.
    public static int run(String[] args, PrintStream out, PrintStream err, InputStream in) {
        if (args.length != 3) {
            err.print(USAGE);
            return WRONG_USE;
        }
        try {
            int maxDepth = Integer.parseInt(args[2]);
            SnapshotTree tree = SnapshotTree.read(SnapshotTree.existing(args[0]));
            Node start = tree.node(args[1]);
            SnapshotRecursiveSummary summary = new SnapshotRecursiveSummary(out, maxDepth);
            summary.add(start);
            summary.print(start, 0);
            out.println();
            return 0;
        } catch (NumberFormatException e) {
            err.print(USAGE);
            return WRONG_USE;
        } catch (ToolException e) {
            err.println(e.getMessage());
            return e.exitCode();
        } catch (StorageException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private Sum add(Node node) {
        long descendants = 0;
        long bytes = node.data.length;
        for (Node child : node.children) {
            Sum below = add(child);
            descendants += 1 + below.descendants();
            bytes += below.bytes();
        }
        Sum sum = new Sum(descendants, bytes);
        sums.put(node, sum);
        return sum;
    }

    private void print(Node node, int depth) {
        Sum sum = sums.getOrDefault(node, new Sum(0, 0));
        if (sum.descendants() == 0) {
            return;
        }
        String dashes = "--".repeat(depth);
        out.println(dashes + " " + node.path);
        out.println(dashes + "   children: " + sum.descendants());
        out.println(dashes + "   data: " + sum.bytes());
        if (maxDepth == 0 || depth < maxDepth) {
            for (Node child : node.children) {
                print(child, depth + 1);
            }
        }
    }
}
