package paddock.server.front;

/// How far a connection has come. It only ever moves down this list.
enum Standing {
    /// No session yet; a four-letter word or a connect request must come first.
    HANDSHAKE,
    /// The replica is opening or resuming the session.
    CONNECTING,
    ESTABLISHED,
    /// The client ended its session: nothing more is read, what is in flight is answered.
    DRAINING,
    /// What was written is still sent, then the connection closes.
    CLOSING,
    CLOSED;

    /// Whether the network connection is to be closed.
    boolean isOver() {
        return this == CLOSING || this == CLOSED;
    }

    /// Whether frames of the client are handled.
    boolean takesFrames() {
        return this == HANDSHAKE || this == ESTABLISHED;
    }
}
