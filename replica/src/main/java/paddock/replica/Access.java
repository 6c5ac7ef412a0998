package paddock.replica;

/// What clients may ask of a member of an ensemble.
public enum Access {
    /// Nothing: there is no leader.
    NONE,
    /// Reads, and those only of clients that are content with a server that has lost the others.
    READ_ONLY,
    /// Everything.
    FULL
}
