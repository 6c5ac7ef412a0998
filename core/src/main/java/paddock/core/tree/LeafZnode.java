package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// The small shape of a persistent znode.
final class LeafZnode extends SmallZnode {
    LeafZnode(byte[] name, byte @Nullable [] data, long czxid, long ctimeMillis) {
        super(name, data, czxid, ctimeMillis);
    }

    @Override
    public long storedOwner() {
        return 0;
    }
}
