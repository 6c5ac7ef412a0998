package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// The shape that can hold everything.
final class FullZnode extends Znode {
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

    /// The same znode with room to grow.
    static FullZnode grown(Znode from) {
        FullZnode full = new FullZnode(from.name, from.data, from.sharedAcl());
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
    public long czxid() {
        return czxid;
    }

    @Override
    public long mzxid() {
        return mzxid;
    }

    @Override
    public long pzxid() {
        return pzxid;
    }

    @Override
    public long ctimeMillis() {
        return ctimeMillis;
    }

    @Override
    public long mtimeMillis() {
        return mtimeMillis;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int creates() {
        return creates;
    }

    @Override
    public int aversion() {
        return aversion;
    }

    @Override
    public long storedOwner() {
        return storedOwner;
    }

    @Override
    SharedAcl sharedAcl() {
        return acl;
    }

    @Override
    @Nullable ChildTable children() {
        return children;
    }
}
