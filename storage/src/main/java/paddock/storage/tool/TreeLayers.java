package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import paddock.storage.tool.SnapshotTree.Node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A snapshot layer by layer, each znode with the sums of what lies below it.
final class TreeLayers {
    /// A znode; the root's path is empty here.
    ///
    /// @param bytes data of the znode and of all below it
    /// @param descendants znodes below it
    /// @param children in the order of their paths
    record Entry(String path, long bytes, long descendants, List<Entry> children) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<List<Entry>> layers = new ArrayList<>();
    private final Entry root;

    TreeLayers(SnapshotTree tree) {
        root = add(tree.root(), 0);
        layers.forEach(layer -> layer.sort(Comparator.comparing(Entry::path)));
    }

    private Entry add(Node node, int depth) {
        if (layers.size() == depth) {
            layers.add(new ArrayList<>());
        }
        long bytes = node.data.length;
        long descendants = 0;
        List<Entry> children = new ArrayList<>(node.children.size());
        for (Node child : node.children) {
            Entry below = add(child, depth + 1);
            bytes += below.bytes();
            descendants += 1 + below.descendants();
            children.add(below);
        }
        children.sort(Comparator.comparing(Entry::path));
        String path = node.path.equals("/") ? "" : node.path;
        Entry entry = new Entry(path, bytes, descendants, children);
        entries.put(path, entry);
        layers.get(depth).add(entry);
        return entry;
    }

    /// How many layers there are.
    int depth() {
        return layers.size();
    }

    /// The znodes at a depth in the order of their paths; none below the last layer.
    List<Entry> layer(int depth) {
        return depth < layers.size() ? layers.get(depth) : List.of();
    }

    @Nullable Entry at(String path) {
        return entries.get(path);
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return root.bytes();
    }
}
