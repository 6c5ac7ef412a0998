package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Fills a [DataTree] with what a snapshot holds.
public final class TreeLoader {
    private final DataTree tree;

    // Of the znode before: most have the same.
    private @Nullable FullZnode parent;
    private byte[] parentPath = Znode.NO_NAME;

    /// Empties the tree; it is complete again after [#finish].
    public TreeLoader(DataTree tree) {
        this.tree = tree;
        tree.clear();
    }

    /// Defines the id of an ACL.
    public void acl(long aclId, List<Acl> acl) {
        tree.acls().define(aclId, acl);
    }

    /// Adds a znode, after its parent. The path, in UTF-8, is `length` bytes of `path` from
    /// `offset` on, that of the root is empty; malformed UTF-8 reads as U+FFFD. Where nobody
    /// defined the ACL id, nobody may do anything until a transaction sets the ACL.
    ///
    /// @throws IllegalStateException when the parent is missing
    public void node(
            byte[] path,
            int offset,
            int length,
            byte @Nullable [] data,
            long aclId,
            long czxid,
            long mzxid,
            long ctimeMillis,
            long mtimeMillis,
            int version,
            int creates,
            int aversion,
            long storedOwner,
            long pzxid) {
        SharedAcl acl = tree.acls().acquire(aclId);
        int from = offset;
        int to = offset + length;
        int chars = length;
        byte[] bytes = path;
        if (!isAscii(path, from, to)) {
            String text = text(path, from, to);
            chars = text.length();
            bytes = text.getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        }
        int slash = to - 1;
        while (slash >= from && bytes[slash] != '/') {
            slash--;
        }
        byte[] name = Arrays.copyOfRange(bytes, slash + 1, to);
        FullZnode above = from == to ? null : parentOf(bytes, from, slash, to);
        String parentPath =
                above == null ? null : tree.parentPath(above, storedOwner, bytes, from, slash);
        boolean small =
                SmallZnode.fits(acl, storedOwner, parentPath)
                        && version == 0
                        && creates == 0
                        && aversion == 0
                        && mzxid == czxid
                        && pzxid == czxid
                        && mtimeMillis == ctimeMillis;
        if (above != null && small) {
            Znode node = SmallZnode.of(name, data, czxid, ctimeMillis, storedOwner, parentPath);
            add(above, bytes, from, to, chars, node);
            return;
        }
        FullZnode node = FullZnode.of(name, data, acl, parentPath);
        node.czxid = czxid;
        node.mzxid = mzxid;
        node.ctimeMillis = ctimeMillis;
        node.mtimeMillis = mtimeMillis;
        node.version = version;
        node.creates = creates;
        node.aversion = aversion;
        node.storedOwner = storedOwner;
        node.pzxid = pzxid;
        if (above == null) {
            tree.loadRoot(node);
            parent = null;
        } else {
            add(above, bytes, from, to, chars, node);
        }
    }

    private void add(FullZnode above, byte[] path, int from, int to, int chars, Znode node) {
        if (!tree.load(above, path, from, to - from, chars, node)) {
            throw new IllegalStateException(text(path, from, to) + " stands twice in the snapshot");
        }
    }

    private FullZnode parentOf(byte[] path, int from, int slash, int to) {
        if (path[from] != '/') {
            throw new IllegalStateException(
                    text(path, from, to) + " is no path: it does not begin with '/'");
        }
        FullZnode above = parent;
        if (above == null || !Arrays.equals(parentPath, 0, parentPath.length, path, from, slash)) {
            above = tree.parentToLoad(path, from, slash - from);
            if (above == null) {
                throw new IllegalStateException(
                        "the parent of " + text(path, from, to) + " is missing");
            }
            parent = above;
            parentPath = Arrays.copyOfRange(path, from, slash);
        }
        return above;
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private static String text(byte[] path, int from, int to) {
        return new String(path, from, to - from, StandardCharsets.UTF_8);
    }

    /// Completes the tree.
    public void finish() {
        tree.loaded();
    }
}
