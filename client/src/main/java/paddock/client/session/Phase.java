package paddock.client.session;

/// How far a session has come with a connection.
enum Phase {
    /// Waits for the name of a server.
    FINDING,
    /// Waits for a connection.
    CONNECTING,
    /// Waits for the answer to what it asked for: a session.
    OPENING,
    /// Has the session, and proves who it is.
    AUTHENTICATING,
    /// Requests are sent.
    SERVED,
    /// Nothing happens any more.
    ENDED
}
