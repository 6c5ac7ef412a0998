package org.apache.zookeeper;

/// How long a watch set by `addWatch` lasts, and how deep it looks.
public enum AddWatchMode {
    /// Until it is removed: data, children, creation and end of one znode.
    PERSISTENT(ZooDefs.AddWatchModes.persistent),

    /// Until it is removed: creation, data and end of a znode and of all znodes below it.
    PERSISTENT_RECURSIVE(ZooDefs.AddWatchModes.persistentRecursive);

    private final int mode;

    AddWatchMode(int mode) {
        this.mode = mode;
    }

    /// The number on the wire.
    public int getMode() {
        return mode;
    }
}
