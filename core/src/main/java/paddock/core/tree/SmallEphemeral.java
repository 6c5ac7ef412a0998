package paddock.core.tree;

import org.jspecify.annotations.Nullable;

/// The small shape of an ephemeral.
final class SmallEphemeral extends SmallZnode implements Ephemeral {
    private final long sessionId;
    private final String parentPath;
    private int slot;

    SmallEphemeral(
            byte[] name,
            byte @Nullable [] data,
            long czxid,
            long ctimeMillis,
            long sessionId,
            String parentPath) {
        super(name, data, czxid, ctimeMillis);
        this.sessionId = sessionId;
        this.parentPath = parentPath;
    }

    @Override
    public long storedOwner() {
        return sessionId;
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
