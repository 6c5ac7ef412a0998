package paddock.core.prepare;

import org.jspecify.annotations.Nullable;

import paddock.core.tree.NodeDigest;
import paddock.core.tree.Znode;
import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A znode as it will be after the updates prepared so far, or the fact that it will not be.
///
/// Changed only while it is being prepared, and then never again: the next update of the same znode
/// makes a copy.
final class PendingNode {
    final String path;
    boolean exists = true;
    byte @Nullable [] data;
    List<Acl> acl = Acl.OPEN;
    long czxid;
    long mzxid;
    long pzxid;
    long ctimeMillis;
    long mtimeMillis;
    long storedOwner;
    int version;
    int creates;
    int aversion;
    int childCount;

    /// Whether it was asked for as an ephemeral container. It is a container; but until the multi
    /// that makes it ends, it takes no children (as the reference does).
    boolean ephemeralForNow;

    /// What the znode adds to the digest of the tree.
    long digest;

    /// The transaction that made it so.
    long zxid;

    PendingNode(String path) {
        this.path = path;
    }

    static PendingNode of(String path, Znode node, @Nullable NodeDigest digests) {
        PendingNode pending = new PendingNode(path);
        pending.data = node.data();
        pending.acl = node.acl();
        pending.czxid = node.czxid();
        pending.mzxid = node.mzxid();
        pending.pzxid = node.pzxid();
        pending.ctimeMillis = node.ctimeMillis();
        pending.mtimeMillis = node.mtimeMillis();
        pending.storedOwner = node.storedOwner();
        pending.version = node.version();
        pending.creates = node.creates();
        pending.aversion = node.aversion();
        pending.childCount = node.childCount();
        pending.digest = digests == null ? 0 : digests.of(path, node);
        return pending;
    }

    PendingNode copy() {
        PendingNode copy = new PendingNode(path);
        copy.exists = exists;
        copy.data = data;
        copy.acl = acl;
        copy.czxid = czxid;
        copy.mzxid = mzxid;
        copy.pzxid = pzxid;
        copy.ctimeMillis = ctimeMillis;
        copy.mtimeMillis = mtimeMillis;
        copy.storedOwner = storedOwner;
        copy.version = version;
        copy.creates = creates;
        copy.aversion = aversion;
        copy.childCount = childCount;
        copy.ephemeralForNow = ephemeralForNow;
        copy.digest = digest;
        return copy;
    }

    int dataLength() {
        byte[] bytes = data;
        return bytes == null ? 0 : bytes.length;
    }

    long computeDigest(NodeDigest digests) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return digests.of(
                bytes,
                0,
                bytes.length,
                data,
                czxid,
                mzxid,
                pzxid,
                ctimeMillis,
                mtimeMillis,
                version,
                creates,
                aversion,
                storedOwner);
    }
}
