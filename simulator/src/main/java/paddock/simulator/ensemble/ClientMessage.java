package paddock.simulator.ensemble;

import paddock.wire.protocol.Request;

/// What goes over the link between a client and a server. Bodies are the bytes of the protocol.
sealed interface ClientMessage {
    /// The client wants a session, or its own back.
    record Connect(long sessionId, byte[] password, int timeoutMillis, long lastZxidSeen)
            implements ClientMessage {}

    /// The client asks.
    ///
    /// @param newestBefore the newest update anybody had been told to be done, as an onlooker knows
    record Ask(int xid, Request request, long newestBefore) implements ClientMessage {}

    /// The session is open.
    record Welcome(long sessionId, byte[] password, int timeoutMillis) implements ClientMessage {}

    /// There is no such session.
    record Refused() implements ClientMessage {}

    /// The answer.
    record Reply(int xid, long zxid, int err, byte[] body) implements ClientMessage {}

    /// A watch fired.
    record Event(int type, String path, long zxid) implements ClientMessage {}
}
