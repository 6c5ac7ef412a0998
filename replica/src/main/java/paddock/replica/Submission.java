package paddock.replica;

import paddock.core.acl.Identities;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

/// What a client's connection hands to the replica. Times are of the monotonic clock.
public sealed interface Submission {
    /// Where it came from.
    ClientConnection connection();

    /// A client wants a new session.
    record Open(ClientConnection connection, int timeoutMillis) implements Submission {}

    /// A client wants its session back.
    record Resume(ClientConnection connection, long sessionId, byte[] password, int timeoutMillis)
            implements Submission {}

    /// An update.
    record Update(
            ClientConnection connection,
            int xid,
            Request request,
            Identities who,
            long receivedNanos)
            implements Submission {}

    /// A query that must wait for what its connection has in flight; the body is a copy.
    record Query(
            ClientConnection connection,
            int xid,
            int opCode,
            byte[] body,
            Identities who,
            long receivedNanos)
            implements Submission {}

    /// An update that could not be read. Some of them take a zxid all the same.
    record Malformed(
            ClientConnection connection, int xid, int opCode, ErrorCode error, long receivedNanos)
            implements Submission {}

    /// The connection is gone; its session was last heard of at that time.
    record Gone(ClientConnection connection, long lastHeardMillis) implements Submission {}
}
