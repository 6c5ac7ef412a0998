package paddock.client.recipe;

/// How matters stand with something that a session holds.
public enum Standing {
    /// It is held: the session is connected.
    HELD,
    /// There is no connection. It is held unless the session has expired meanwhile, and this cannot
    /// be known before there is a connection.
    UNCERTAIN,
    /// The session is over, or somebody deleted the znode: others may hold it now.
    LOST,
    /// It was given back.
    RELEASED
}
