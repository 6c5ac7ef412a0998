package org.apache.zookeeper;

/// The kinds of znodes.
public enum CreateMode {
    /// Stays until somebody deletes it.
    PERSISTENT(0),

    /// Stays until somebody deletes it; its name ends in a number that grows with each such znode
    /// of the parent.
    PERSISTENT_SEQUENTIAL(2),

    /// Ends with the session that made it.
    EPHEMERAL(1),

    /// Ends with the session that made it; its name ends in a number that grows.
    EPHEMERAL_SEQUENTIAL(3),

    /// Deleted by the server some time after its last child is gone.
    CONTAINER(4),

    /// Deleted by the server when it has no children and was not changed for its time to live.
    PERSISTENT_WITH_TTL(5),

    /// As [#PERSISTENT_WITH_TTL]; its name ends in a number that grows.
    PERSISTENT_SEQUENTIAL_WITH_TTL(6);

    private final int flag;

    CreateMode(int flag) {
        this.flag = flag;
    }

    public boolean isEphemeral() {
        return this == EPHEMERAL || this == EPHEMERAL_SEQUENTIAL;
    }

    public boolean isSequential() {
        return this == PERSISTENT_SEQUENTIAL
                || this == EPHEMERAL_SEQUENTIAL
                || this == PERSISTENT_SEQUENTIAL_WITH_TTL;
    }

    public boolean isContainer() {
        return this == CONTAINER;
    }

    public boolean isTTL() {
        return this == PERSISTENT_WITH_TTL || this == PERSISTENT_SEQUENTIAL_WITH_TTL;
    }

    /// The number on the wire.
    public int toFlag() {
        return flag;
    }

    /// The kind with a number.
    ///
    /// @throws KeeperException.BadArgumentsException when there is none
    public static CreateMode fromFlag(int flag) throws KeeperException {
        CreateMode mode = fromFlag(flag, null);
        if (mode == null) {
            throw new KeeperException.BadArgumentsException(
                    "Received an invalid flag value: " + flag + " to convert to a CreateMode");
        }
        return mode;
    }

    /// The kind with a number, or `defaultMode` when there is none.
    public static CreateMode fromFlag(int flag, CreateMode defaultMode) {
        for (CreateMode mode : values()) {
            if (mode.flag == flag) {
                return mode;
            }
        }
        return defaultMode;
    }
}
