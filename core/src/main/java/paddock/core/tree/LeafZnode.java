package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// The small shape: a persistent znode with the open ACL that was created and never changed, and
/// never had a child. Immutable; the first change puts a [FullZnode] in its place.
final class LeafZnode extends Znode {
    private final long czxid;
    private final long ctimeMillis;

    LeafZnode(byte[] name, byte @Nullable [] data, long czxid, long ctimeMillis) {
        super(name, data);
        this.czxid = czxid;
        this.ctimeMillis = ctimeMillis;
    }

    @Override
    public long czxid() {
        return czxid;
    }

    @Override
    public long mzxid() {
        return czxid;
    }

    @Override
    public long pzxid() {
        return czxid;
    }

    @Override
    public long ctimeMillis() {
        return ctimeMillis;
    }

    @Override
    public long mtimeMillis() {
        return ctimeMillis;
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public int creates() {
        return 0;
    }

    @Override
    public int aversion() {
        return 0;
    }

    @Override
    public long storedOwner() {
        return 0;
    }

    @Override
    SharedAcl sharedAcl() {
        return SharedAcl.OPEN;
    }

    @Override
    @Nullable ChildTable children() {
        return null;
    }
}
