package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Fills a [DataTree] with what a snapshot holds.
public final class TreeLoader {
    private final DataTree tree;

    /// Empties the tree; it is complete again after [#finish].
    public TreeLoader(DataTree tree) {
        this.tree = tree;
        tree.clear();
    }

    /// Defines the id of an ACL.
    public void acl(long aclId, List<Acl> acl) {
        tree.acls().define(aclId, acl);
    }

    /// Adds a znode, after its parent. The root's path is empty. Where nobody defined the ACL id,
    /// nobody may do anything until a transaction sets the ACL.
    ///
    /// @throws IllegalStateException when the parent is missing
    public void node(
            String path,
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
        byte[] name = path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
        FullZnode node = new FullZnode(name, data, acl);
        node.czxid = czxid;
        node.mzxid = mzxid;
        node.ctimeMillis = ctimeMillis;
        node.mtimeMillis = mtimeMillis;
        node.version = version;
        node.creates = creates;
        node.aversion = aversion;
        node.storedOwner = storedOwner;
        node.pzxid = pzxid;
        tree.load(path, node);
    }

    /// Completes the tree.
    public void finish() {
        tree.loaded();
    }
}
