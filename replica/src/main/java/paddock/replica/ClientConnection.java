package paddock.replica;

import paddock.core.database.Applied;
import paddock.wire.txn.Txn;

/// A client's connection as the replica sees it.
///
/// What changes it is called only while readers are kept out. Times named `Nanos` are of one
/// monotonic clock, `Millis` are the same in milliseconds.
public interface ClientConnection {
    /// The session, or 0 before there is one.
    long sessionId();

    /// The negotiated session timeout in milliseconds.
    int sessionTimeoutMillis();

    /// Whether the connection can still be answered.
    boolean isOpen();

    /// When the client was last heard of.
    long lastHeardMillis();

    /// Whether the client is content with a server that serves reads only.
    default boolean takesReadOnly() {
        return false;
    }

    /// The session is open: answers the handshake.
    void established(long sessionId, byte[] password);

    /// The session that is open now was made for this connection.
    void opened(long zxid, long nowNanos);

    /// There is no such session, or the password is wrong.
    void refused();

    /// No session can be opened here: answers the handshake with nothing but an error code.
    void unopened(long zxid, int err);

    /// Answers an update.
    void updated(Submission.Update update, long zxid, Txn txn, Applied applied, long nowNanos);

    /// Answers a request with nothing but an error code.
    void failed(int xid, long zxid, int err, long receivedNanos, long nowNanos);

    /// Answers a query that had to wait.
    void queried(Submission.Query query, long nowNanos);

    /// Sends what there is and closes.
    void close();
}
