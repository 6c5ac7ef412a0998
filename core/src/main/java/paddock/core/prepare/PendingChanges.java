package paddock.core.prepare;

import org.jspecify.annotations.Nullable;

import paddock.core.tree.DataTree;
import paddock.core.tree.NodeDigest;
import paddock.core.tree.Znode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The difference between the tree and the tree as it will be: every znode that a transaction
/// prepared but not yet applied touches, and the digest that comes of it.
final class PendingChanges {
    private final DataTree tree;
    private final @Nullable NodeDigest digests;

    // Looked up by path; where it is walked, the result is sorted.
    private final Map<String, PendingNode> byPath = new HashMap<>();
    private final ArrayDeque<PendingNode> inOrder = new ArrayDeque<>();
    private final List<Undo> undo = new ArrayList<>();
    private boolean undoable;
    private long digest;
    private long digestBefore;

    /// What stood in the map before, so that a multi can take its changes back.
    private record Undo(String path, @Nullable PendingNode before) {}

    PendingChanges(DataTree tree, boolean digestEnabled) {
        this.tree = tree;
        digests = digestEnabled ? new NodeDigest() : null;
        digest = tree.digest();
    }

    /// The digest of the tree as it will be.
    long digest() {
        return digest;
    }

    /// The znode as it will be, or null when it will not exist. The root's path is empty.
    @Nullable PendingNode find(String path) {
        PendingNode pending = byPath.get(path);
        if (pending != null) {
            return pending.exists ? pending : null;
        }
        Znode node = tree.find(path);
        return node == null ? null : PendingNode.of(path, node, digests);
    }

    /// Records a znode's new state. `before` is what [#find] gave, null for a new one.
    void put(PendingNode node, @Nullable PendingNode before, long zxid) {
        node.zxid = zxid;
        if (digests != null) {
            node.digest = node.exists ? node.computeDigest(digests) : 0;
            digest += node.digest - (before == null ? 0 : before.digest);
        }
        PendingNode replaced = byPath.put(node.path, node);
        if (undoable) {
            undo.add(new Undo(node.path, replaced));
        }
        inOrder.add(node);
    }

    /// From here on changes can be taken back together.
    void begin() {
        undoable = true;
        digestBefore = digest;
    }

    /// Keeps the changes since [#begin].
    void commit() {
        undoable = false;
        undo.clear();
    }

    /// Takes back the changes since [#begin].
    void rollback() {
        for (Undo last : undo.reversed()) {
            inOrder.removeLast();
            if (last.before == null) {
                byPath.remove(last.path);
            } else {
                byPath.put(last.path, last.before);
            }
        }
        digest = digestBefore;
        commit();
    }

    /// The tree contains everything up to this transaction: what it made so is no difference now.
    void applied(long zxid) {
        while (!inOrder.isEmpty() && inOrder.getFirst().zxid <= zxid) {
            PendingNode node = inOrder.removeFirst();
            byPath.remove(node.path, node);
        }
    }

    /// Takes the tree as it is for the whole truth.
    void clear() {
        byPath.clear();
        inOrder.clear();
        commit();
        digest = tree.digest();
    }

    /// The ephemerals that a session will own.
    SortedSet<String> ephemeralsOf(long sessionId) {
        TreeSet<String> paths = new TreeSet<>(tree.ephemeralsOf(sessionId));
        for (PendingNode node : byPath.values()) {
            if (node.exists && node.storedOwner == sessionId) {
                paths.add(node.path);
            } else {
                paths.remove(node.path);
            }
        }
        return paths;
    }
}
