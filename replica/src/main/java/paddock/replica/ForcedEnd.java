package paddock.replica;

/// What became of the wish that a session ends before its time is over.
public enum ForcedEnd {
    /// It ends, as soon as that is committed.
    BEGUN,

    /// There is no such session, or it ends already.
    UNKNOWN,

    /// Only a leader knows, and this server is none.
    AT_THE_LEADER
}
