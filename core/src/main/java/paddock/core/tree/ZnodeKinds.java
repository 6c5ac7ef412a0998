package paddock.core.tree;

/// Tells kinds of znodes apart by the owner that is stored with them (client protocol reference,
/// section 10).
///
/// @param extendedTypes whether TTL znodes exist; without them such an owner is a session like any
///   other
/// @param emulate353 whether every negative owner but a container's marks a TTL znode, as one old
///   release wrote them
public record ZnodeKinds(boolean extendedTypes, boolean emulate353) {
    /// The owner of a container.
    public static final long CONTAINER = 0x8000000000000000L;

    /// The longest time to live.
    public static final long MAX_TTL_MILLIS = 0xffffffffffL;

    private static final long TTL_MARK = 0xff00000000000000L;
    private static final long TTL_MARK_MASK = 0xffffff0000000000L;

    /// The owner stored with a znode of that time to live.
    public static long ttlOwner(long ttlMillis) {
        return TTL_MARK | ttlMillis;
    }

    /// Whether the owner marks a container.
    public boolean isContainer(long owner) {
        return owner == CONTAINER;
    }

    /// Whether the owner marks a TTL znode.
    public boolean isTtl(long owner) {
        if (!extendedTypes || owner == CONTAINER) {
            return false;
        }
        return (owner & TTL_MARK_MASK) == TTL_MARK || (emulate353 && owner < 0);
    }

    /// The time to live that the owner of a TTL znode holds.
    public long ttlMillis(long owner) {
        return owner & MAX_TTL_MILLIS;
    }

    /// Whether the owner is a session.
    public boolean isEphemeral(long owner) {
        return owner != 0 && !isContainer(owner) && !isTtl(owner);
    }

    /// The session that clients see as owner; zero for anything that is not ephemeral.
    public long sessionOf(long owner) {
        return isEphemeral(owner) ? owner : 0;
    }
}
