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
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The difference between the tree and the tree as it will be: every znode that a transaction
/// prepared but not yet applied touches, and the digest that comes of it.
final class PendingChanges {
    private final DataTree tree;
    private final @Nullable NodeDigest digests;

    // Looked up by path; where it is walked, the result is sorted.
    private final Map<String, PendingNode> byPath = new HashMap<>();
    private final ArrayDeque<PendingNode> inOrder = new ArrayDeque<>();

    // Those of inOrder that will exist and have an owner, by owner: the end of a session must not
    // look at what all others do. Thousands may end together.
    private final Map<Long, ArrayDeque<PendingNode>> byOwner = new HashMap<>();

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
        if (isOwned(node)) {
            byOwner.computeIfAbsent(node.storedOwner, owner -> new ArrayDeque<>()).add(node);
        }
    }

    private static boolean isOwned(PendingNode node) {
        return node.exists && node.storedOwner != 0;
    }

    /// Forgets the first or the last of its owner's.
    private void disown(PendingNode node, Consumer<ArrayDeque<PendingNode>> which) {
        if (isOwned(node)) {
            ArrayDeque<PendingNode> owned = Objects.requireNonNull(byOwner.get(node.storedOwner));
            which.accept(owned);
            if (owned.isEmpty()) {
                byOwner.remove(node.storedOwner);
            }
        }
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
            disown(inOrder.removeLast(), ArrayDeque::removeLast);
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
            disown(node, ArrayDeque::removeFirst);
        }
    }

    /// Takes the tree as it is for the whole truth.
    void clear() {
        byPath.clear();
        inOrder.clear();
        byOwner.clear();
        commit();
        digest = tree.digest();
    }

    /// The ephemerals that a session will own.
    SortedSet<String> ephemeralsOf(long sessionId) {
        TreeSet<String> paths = new TreeSet<>(tree.ephemeralsOf(sessionId));
        ArrayDeque<PendingNode> owned = byOwner.get(sessionId);
        if (owned != null) {
            owned.forEach(node -> paths.add(node.path));
        }
        paths.removeIf(path -> !isOwnedBy(path, sessionId));
        return paths;
    }

    /// Whether a znode of that session's, in the tree or on its way there, will be one still.
    private boolean isOwnedBy(String path, long sessionId) {
        PendingNode pending = byPath.get(path);
        return pending == null || (pending.exists && pending.storedOwner == sessionId);
    }
}
