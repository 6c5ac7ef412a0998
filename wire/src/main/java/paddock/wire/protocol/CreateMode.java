package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

/// The kinds of znode a client can ask for; [#flag] is the number on the wire (client protocol
/// reference, section 10).
public enum CreateMode {
    PERSISTENT(0, false, false),
    EPHEMERAL(1, true, false),
    PERSISTENT_SEQUENTIAL(2, false, true),
    EPHEMERAL_SEQUENTIAL(3, true, true),
    CONTAINER(4, false, false),
    PERSISTENT_WITH_TTL(5, false, false),
    PERSISTENT_SEQUENTIAL_WITH_TTL(6, false, true);

    private static final CreateMode[] BY_FLAG = values();

    private final int flag;
    private final boolean ephemeral;
    private final boolean sequential;

    CreateMode(int flag, boolean ephemeral, boolean sequential) {
        this.flag = flag;
        this.ephemeral = ephemeral;
        this.sequential = sequential;
    }

    /// The mode of a flag, or null when there is none.
    public static @Nullable CreateMode ofFlag(int flag) {
        return flag >= 0 && flag < BY_FLAG.length ? BY_FLAG[flag] : null;
    }

    /// The number on the wire.
    public int flag() {
        return flag;
    }

    /// Whether the znode ends with its session.
    public boolean ephemeral() {
        return ephemeral;
    }

    /// Whether the server appends a counter to the name.
    public boolean sequential() {
        return sequential;
    }

    /// Whether the znode has a time to live.
    public boolean ttl() {
        return this == PERSISTENT_WITH_TTL || this == PERSISTENT_SEQUENTIAL_WITH_TTL;
    }
}
