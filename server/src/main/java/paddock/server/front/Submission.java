package paddock.server.front;

import paddock.core.acl.Identities;
import paddock.core.query.Caller;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

/// What an event loop hands to the replica. Times are of [System#nanoTime].
public sealed interface Submission {
    /// Where it came from.
    Connection connection();

    /// A client wants a new session.
    record Open(Connection connection, int timeoutMillis) implements Submission {}

    /// A client wants its session back.
    record Resume(Connection connection, long sessionId, byte[] password, int timeoutMillis)
            implements Submission {}

    /// An update.
    record Update(
            Connection connection, int xid, Request request, Identities who, long receivedNanos)
            implements Submission {}

    /// A query that must wait for what its connection has in flight; the body is a copy.
    record Query(
            Connection connection,
            int xid,
            int opCode,
            byte[] body,
            Caller<Connection> caller,
            long receivedNanos)
            implements Submission {}

    /// An update that could not be read. Some of them take a zxid all the same.
    record Malformed(
            Connection connection, int xid, int opCode, ErrorCode error, long receivedNanos)
            implements Submission {}

    /// The connection is gone; its session was last heard of at that time, in milliseconds.
    record Gone(Connection connection, long lastHeardMillis) implements Submission {}
}
