package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Response;

/// What became of a request; called exactly once for each.
@FunctionalInterface
public interface Outcome {
    /// Instead of an answer: it was longer than [SessionSettings#maxReplyBytes]. Not a code of
    /// servers; the update, if it was one, has happened.
    int REPLY_TOO_LONG = -1001;

    /// Instead of an answer: the request is longer than [SessionSettings#maxRequestBytes] and was
    /// not sent. Not a code of servers.
    int REQUEST_TOO_LONG = -1002;

    /// The request is over.
    ///
    /// Besides the codes of servers and those above, `error` is one of: -4 the connection broke,
    /// -112 the session is over, -115 the session's credentials were refused, -122 no answer within
    /// [SessionSettings#requestTimeoutMillis], -5 the answer was not understood or the request
    /// cannot be written. After these an update may have happened or not, unless `xid` is 0: then
    /// it has not.
    ///
    /// @param xid the number the request had on the wire, or 0 when it was never sent
    /// @param zxid the server's zxid with the answer; -1 without one
    /// @param error 0 or a code, see [paddock.wire.protocol.ErrorCode] and above
    /// @param response what the operation answers with, where it succeeded and has any
    void done(int xid, long zxid, int error, @Nullable Response response);

    /// Whether the session's own thread may call [#done] instead of the executor for deliveries.
    ///
    /// Such an outcome is told as soon as the answer is there: it does not wait for what is being
    /// delivered, so that a callback can wait for it without waiting for itself. In return it must
    /// be quick, must not wait for anything, and runs no code of a user.
    default boolean direct() {
        return false;
    }
}
