package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// An ephemeral that can hold everything.
final class FullEphemeral extends FullZnode implements Ephemeral {
    private final String parentPath;
    private int slot;

    FullEphemeral(byte[] name, byte @Nullable [] data, SharedAcl acl, String parentPath) {
        super(name, data, acl);
        this.parentPath = parentPath;
    }

    @Override
    public String parentPath() {
        return parentPath;
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public void slot(int newSlot) {
        slot = newSlot;
    }
}
