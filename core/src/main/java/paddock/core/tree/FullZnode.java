package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// The shape that can hold everything.
sealed class FullZnode extends Znode permits FullEphemeral {
    long czxid;
    long mzxid;
    long pzxid;
    long ctimeMillis;
    long mtimeMillis;
    long storedOwner;
    int version;
    int creates;
    int aversion;

    /// The newest image for which this znode was preserved, or which is older than the znode.
    int imageEpoch;

    SharedAcl acl;
    @Nullable ChildTable children;

    FullZnode(byte[] name, byte @Nullable [] data, SharedAcl acl) {
        super(name, data);
        this.acl = acl;
    }

    /// @param parentPath of an ephemeral, null for others
    static FullZnode of(
            byte[] name, byte @Nullable [] data, SharedAcl acl, @Nullable String parentPath) {
        return parentPath == null
                ? new FullZnode(name, data, acl)
                : new FullEphemeral(name, data, acl, parentPath);
    }

    /// The same znode with room to grow.
    static FullZnode grown(Znode from) {
        String parentPath = from instanceof Ephemeral owned ? owned.parentPath() : null;
        FullZnode full = of(from.name, from.data, from.sharedAcl(), parentPath);
        full.czxid = from.czxid();
        full.mzxid = from.mzxid();
        full.pzxid = from.pzxid();
        full.ctimeMillis = from.ctimeMillis();
        full.mtimeMillis = from.mtimeMillis();
        full.storedOwner = from.storedOwner();
        full.version = from.version();
        full.creates = from.creates();
        full.aversion = from.aversion();
        full.children = from.children();
        return full;
    }

    @Override
    public final long czxid() {
        return czxid;
    }

    @Override
    public final long mzxid() {
        return mzxid;
    }

    @Override
    public final long pzxid() {
        return pzxid;
    }

    @Override
    public final long ctimeMillis() {
        return ctimeMillis;
    }

    @Override
    public final long mtimeMillis() {
        return mtimeMillis;
    }

    @Override
    public final int version() {
        return version;
    }

    @Override
    public final int creates() {
        return creates;
    }

    @Override
    public final int aversion() {
        return aversion;
    }

    @Override
    public final long storedOwner() {
        return storedOwner;
    }

    @Override
    final SharedAcl sharedAcl() {
        return acl;
    }

    @Override
    final @Nullable ChildTable children() {
        return children;
    }
}
