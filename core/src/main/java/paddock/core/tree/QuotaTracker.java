package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.core.quota.Quota;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The subtrees that have a quota, and what they use.
///
/// Limits and statistics are znodes like any other, below `/zookeeper/quota`; what is kept here is
/// only which subtrees have limits. A change counts for the deepest such subtree alone.
public final class QuotaTracker {
    private static final String QUOTAS = "/zookeeper/quota";
    private static final String LIMITS = "/zookeeper_limits";
    private static final String STATS = "/zookeeper_stats";

    private static final Quota NO_USAGE = new Quota(0, 0);

    private final DataTree tree;
    private final TreeSet<String> roots = new TreeSet<>();

    QuotaTracker(DataTree tree) {
        this.tree = tree;
    }

    /// The subtrees with limits, sorted.
    public SortedSet<String> roots() {
        return Collections.unmodifiableSortedSet(roots);
    }

    /// The subtree whose quota a change of `path` counts for, or null.
    public @Nullable String rootOf(String path) {
        if (roots.isEmpty() || path.startsWith(QUOTAS + "/")) {
            return null;
        }
        // Of all tracked roots up to the path in their order, its ancestors begin with whatever the
        // path has in common with the last one; so each miss cuts the rest of the path away.
        String rest = path;
        while (true) {
            String root = roots.floor(rest);
            if (root == null) {
                return null;
            }
            int common = commonPrefix(root, rest);
            if (common == root.length()
                    && (common == path.length() || path.charAt(common) == '/')) {
                return root;
            }
            // An ancestor is shorter than what was found, also where that is a mere prefix.
            rest = path.substring(0, Math.min(common, root.length() - 1));
        }
    }

    private static int commonPrefix(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int common = 0;
        while (common < most && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    /// The data of the limits of a subtree, or null when there is none.
    public byte @Nullable [] limits(String root) {
        Znode node = tree.find(QUOTAS + root + LIMITS);
        return node == null ? null : node.data();
    }

    /// Whether there are statistics of a subtree.
    public boolean hasStatistics(String root) {
        return tree.find(QUOTAS + root + STATS) != null;
    }

    /// What a subtree uses according to its statistics: whatever stands there, and nothing where
    /// that cannot be read.
    public Quota usage(String root) {
        Znode node = tree.find(QUOTAS + root + STATS);
        return node == null ? NO_USAGE : Quota.parse(node.data()).orElse(NO_USAGE);
    }

    void created(String path, Znode node) {
        if (path.startsWith(QUOTAS + "/")) {
            if (path.endsWith(LIMITS)) {
                track(path.substring(QUOTAS.length(), path.length() - LIMITS.length()));
            } else if (path.endsWith(STATS)) {
                count(path.substring(QUOTAS.length(), path.length() - STATS.length()));
            }
        } else {
            add(path, 1, node.dataLength());
        }
    }

    void deleted(String path, Znode node) {
        if (path.startsWith(QUOTAS + "/") && path.endsWith(LIMITS)) {
            roots.remove(path.substring(QUOTAS.length(), path.length() - LIMITS.length()));
        } else {
            add(path, -1, -node.dataLength());
        }
    }

    void dataChanged(String path, int bytesDifference) {
        if (bytesDifference != 0) {
            add(path, 0, bytesDifference);
        }
    }

    /// Finds all limits and counts all subtrees afresh.
    void rebuild() {
        roots.clear();
        Znode quotas = tree.find(QUOTAS);
        if (quotas != null) {
            findLimits(quotas);
        }
        roots.forEach(this::count);
    }

    private void findLimits(Znode quotas) {
        // No recursion: anybody may create znodes here, as deep as they like.
        ArrayDeque<Place> ahead = new ArrayDeque<>();
        ahead.push(new Place("", quotas));
        while (!ahead.isEmpty()) {
            Place place = ahead.pop();
            ChildTable children = place.node.children();
            if (children == null) {
                continue;
            }
            for (Znode child : children.slots()) {
                if (child == null) {
                    continue;
                }
                String name = "/" + child.name();
                if (name.equals(LIMITS)) {
                    track(place.root);
                } else {
                    ahead.push(new Place(place.root + name, child));
                }
            }
        }
    }

    /// A znode below the quotas, and the subtree that its limits would be for.
    private record Place(String root, Znode node) {}

    /// A quota of the whole tree is ignored.
    private void track(String root) {
        if (!root.isEmpty()) {
            roots.add(root);
        }
    }

    private void count(String root) {
        Znode node = tree.find(root);
        DataTree.Usage usage = node == null ? new DataTree.Usage(0, 0) : tree.usageOf(node);
        tree.setServerData(
                QUOTAS + root + STATS, new Quota(usage.count(), usage.bytes()).toBytes());
    }

    private void add(String path, int countDifference, int bytesDifference) {
        String root = rootOf(path);
        if (root != null) {
            Quota usage = usage(root);
            Quota after =
                    new Quota(
                            usage.count() + countDifference,
                            usage.bytes() + bytesDifference,
                            usage.others());
            tree.setServerData(QUOTAS + root + STATS, after.toBytes());
        }
    }
}
