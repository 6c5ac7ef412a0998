package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// A znode with the open ACL that was created and never changed, and never had a child. Immutable;
/// the first change puts a [FullZnode] in its place.
abstract sealed class SmallZnode extends Znode permits LeafZnode, SmallEphemeral {
    private final long czxid;
    private final long ctimeMillis;

    SmallZnode(byte[] name, byte @Nullable [] data, long czxid, long ctimeMillis) {
        super(name, data);
        this.czxid = czxid;
        this.ctimeMillis = ctimeMillis;
    }

    /// Whether such a znode can be small, as far as it is not a matter of what it went through.
    static boolean fits(SharedAcl acl, long storedOwner, @Nullable String parentPath) {
        return acl == SharedAcl.OPEN && (storedOwner == 0 || parentPath != null);
    }

    /// @param parentPath of an ephemeral, null for others
    static SmallZnode of(
            byte[] name,
            byte @Nullable [] data,
            long czxid,
            long ctimeMillis,
            long storedOwner,
            @Nullable String parentPath) {
        return parentPath == null
                ? new LeafZnode(name, data, czxid, ctimeMillis)
                : new SmallEphemeral(name, data, czxid, ctimeMillis, storedOwner, parentPath);
    }

    @Override
    public final long czxid() {
        return czxid;
    }

    @Override
    public final long mzxid() {
        return czxid;
    }

    @Override
    public final long pzxid() {
        return czxid;
    }

    @Override
    public final long ctimeMillis() {
        return ctimeMillis;
    }

    @Override
    public final long mtimeMillis() {
        return ctimeMillis;
    }

    @Override
    public final int version() {
        return 0;
    }

    @Override
    public final int creates() {
        return 0;
    }

    @Override
    public final int aversion() {
        return 0;
    }

    @Override
    final SharedAcl sharedAcl() {
        return SharedAcl.OPEN;
    }

    @Override
    final @Nullable ChildTable children() {
        return null;
    }
}
