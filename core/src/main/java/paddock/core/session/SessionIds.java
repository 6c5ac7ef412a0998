package paddock.core.session;

/// Gives the sessions of one server their ids (client protocol reference, section 3.3).
public final class SessionIds {
    private long next;

    /// The ids that a server gives after it started. The clock keeps them apart from those it gave
    /// before, the server id from those of others.
    ///
    /// @param serverId 1 for a standalone server; only the low 8 bits count
    /// @param elapsedMillis a monotonic clock at the start of the server
    public SessionIds(long serverId, long elapsedMillis) {
        long first = elapsedMillis << 24 >>> 8 | serverId << 56;
        // This id marks containers among the owners of znodes, so no session may have it.
        next = first == Long.MIN_VALUE ? first + 1 : first;
    }

    /// An id that this server gave to no other session.
    public long next() {
        return next++;
    }
}
