package paddock.client.session;

/// How a session stands. The last three are final.
public enum SessionState {
    /// No connection at present: the session looks for a server. It may still be alive there.
    CONNECTING,

    /// A server serves it.
    CONNECTED,

    /// A server without a quorum serves it, which only answers queries.
    CONNECTED_READ_ONLY,

    /// Its credentials were refused.
    AUTH_FAILED,

    /// The ensemble has ended it: its ephemeral znodes are gone.
    EXPIRED,

    /// The program has closed it.
    CLOSED;

    /// Whether the session can still be used, now or once it is connected again.
    public boolean isAlive() {
        return this == CONNECTING || isConnected();
    }

    /// Whether a server serves it.
    public boolean isConnected() {
        return this == CONNECTED || this == CONNECTED_READ_ONLY;
    }
}
