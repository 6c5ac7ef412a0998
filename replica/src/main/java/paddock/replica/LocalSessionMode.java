package paddock.replica;

/// What new sessions are known to (data model reference, section 9).
public enum LocalSessionMode {
    /// The whole ensemble.
    OFF,

    /// Their own server, for good: they can own no ephemerals.
    KEPT,

    /// Their own server, until the first ephemeral.
    UPGRADED
}
