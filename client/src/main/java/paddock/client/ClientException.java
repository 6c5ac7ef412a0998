package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.Outcome;
import paddock.wire.protocol.ErrorCode;

/// An operation failed. Each reason has a class of its own, among those below.
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String operation;
    private final @Nullable String path;
    private final boolean mayHaveHappened;

    /// @param what what went wrong, to be read behind the operation and the path
    ClientException(Failure failure, String what) {
        super(failure.describe() + ": " + what);
        code = failure.code;
        operation = failure.operation;
        path = failure.path;
        mayHaveHappened = failure.mayHaveHappened;
    }

    /// The number of the error: one of [ErrorCode], or one of [Outcome]'s.
    public int code() {
        return code;
    }

    /// The operation, by the name of the method.
    public String operation() {
        return operation;
    }

    /// The znode it was about; null where it was about none.
    public @Nullable String path() {
        return path;
    }

    /// Whether the operation is an update that may have been carried out all the same.
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// The same, thrown where the caller stands.
    ClientException here() {
        ClientException here = of(new Failure(code, operation, path, mayHaveHappened), this);
        here.initCause(this);
        return here;
    }

    /// What there is to say of a failure.
    record Failure(int code, String operation, @Nullable String path, boolean mayHaveHappened) {
        String describe() {
            return path == null ? operation : operation + " " + path;
        }
    }

    /// The exception of a code.
    static ClientException of(Failure failure) {
        return of(failure, null);
    }

    private static ClientException of(Failure failure, @Nullable ClientException like) {
        if (like instanceof SessionClosed) {
            return new SessionClosed(failure);
        }
        if (failure.code == Outcome.REPLY_TOO_LONG) {
            return new ReplyTooLong(failure);
        } else if (failure.code == Outcome.REQUEST_TOO_LONG) {
            return new RequestTooLong(failure);
        }
        // A number without a name counts as an error of the system.
        return switch (ErrorCode.of(failure.code).orElse(ErrorCode.SYSTEM_ERROR)) {
            case CONNECTION_LOSS -> new ConnectionLost(failure);
            case BAD_ARGUMENTS -> new BadArguments(failure);
            case UNIMPLEMENTED -> new Unimplemented(failure);
            case NEW_CONFIG_NO_QUORUM, RECONFIG_IN_PROGRESS, RECONFIG_DISABLED ->
                    new ReconfigRefused(failure);
            case NO_NODE -> new NoNode(failure);
            case NO_AUTH -> new NoAuth(failure);
            case BAD_VERSION -> new BadVersion(failure);
            case NO_CHILDREN_FOR_EPHEMERALS -> new NoChildrenForEphemerals(failure);
            case NODE_EXISTS -> new NodeExists(failure);
            case NOT_EMPTY -> new NotEmpty(failure);
            case SESSION_EXPIRED -> new SessionExpired(failure);
            case INVALID_ACL -> new InvalidAcl(failure);
            case AUTH_FAILED, SESSION_CLOSED_REQUIRE_SASL_AUTH -> new AuthFailed(failure);
            case NOT_READ_ONLY -> new ServerReadOnly(failure);
            case EPHEMERAL_ON_LOCAL_SESSION -> new EphemeralOnLocalSession(failure);
            case NO_WATCHER -> new NoWatcher(failure);
            case REQUEST_TIMEOUT -> new TimedOut(failure);
            case QUOTA_EXCEEDED -> new QuotaExceeded(failure);
            case THROTTLED_OP -> new Throttled(failure);
            default -> new ServerError(failure);
        };
    }

    private static String uncertain(Failure failure) {
        return failure.mayHaveHappened ? "; whether it was carried out is not known" : "";
    }

    /// There is no such znode, or no parent for a new one.
    public static final class NoNode extends ClientException {
        private static final long serialVersionUID = 1;

        NoNode(Failure failure) {
            super(
                    failure,
                    failure.operation.startsWith("create")
                            ? "its parent does not exist"
                            : "no such znode");
        }
    }

    /// There is such a znode already.
    public static final class NodeExists extends ClientException {
        private static final long serialVersionUID = 1;

        NodeExists(Failure failure) {
            super(failure, "the znode exists already");
        }
    }

    /// The znode has another version than the update is meant for.
    public static final class BadVersion extends ClientException {
        private static final long serialVersionUID = 1;

        BadVersion(Failure failure) {
            super(failure, "the znode has another version");
        }
    }

    /// A znode with children cannot be deleted.
    public static final class NotEmpty extends ClientException {
        private static final long serialVersionUID = 1;

        NotEmpty(Failure failure) {
            super(failure, "the znode has children");
        }
    }

    /// The identities of the session do not suffice.
    public static final class NoAuth extends ClientException {
        private static final long serialVersionUID = 1;

        NoAuth(Failure failure) {
            super(failure, "the access control list does not permit it");
        }
    }

    /// Ephemeral znodes have no children.
    public static final class NoChildrenForEphemerals extends ClientException {
        private static final long serialVersionUID = 1;

        NoChildrenForEphemerals(Failure failure) {
            super(failure, "the parent is ephemeral, and cannot have children");
        }
    }

    /// The access control list is none a server accepts.
    public static final class InvalidAcl extends ClientException {
        private static final long serialVersionUID = 1;

        InvalidAcl(Failure failure) {
            super(failure, "the access control list is not valid");
        }
    }

    /// The server does not accept what it was given.
    public static final class BadArguments extends ClientException {
        private static final long serialVersionUID = 1;

        BadArguments(Failure failure) {
            super(failure, "the server refuses the arguments");
        }
    }

    /// The server does not know the operation, or it is switched off.
    public static final class Unimplemented extends ClientException {
        private static final long serialVersionUID = 1;

        Unimplemented(Failure failure) {
            super(failure, "the server does not offer the operation");
        }
    }

    /// The membership cannot be changed, or not now.
    public static final class ReconfigRefused extends ClientException {
        private static final long serialVersionUID = 1;

        ReconfigRefused(Failure failure) {
            super(
                    failure,
                    failure.code == ErrorCode.RECONFIG_DISABLED.code()
                            ? "servers do not accept changes of the membership"
                            : failure.code == ErrorCode.RECONFIG_IN_PROGRESS.code()
                                    ? "another change of the membership is under way"
                                    : "no quorum of the new members is up to date");
        }
    }

    /// The server has no quorum, and only answers queries.
    public static final class ServerReadOnly extends ClientException {
        private static final long serialVersionUID = 1;

        ServerReadOnly(Failure failure) {
            super(failure, "the server has no quorum and only answers queries");
        }
    }

    /// Local sessions have no ephemeral znodes.
    public static final class EphemeralOnLocalSession extends ClientException {
        private static final long serialVersionUID = 1;

        EphemeralOnLocalSession(Failure failure) {
            super(failure, "a local session cannot have ephemeral znodes");
        }
    }

    /// The session does not watch that.
    public static final class NoWatcher extends ClientException {
        private static final long serialVersionUID = 1;

        NoWatcher(Failure failure) {
            super(failure, "the session has no such watch");
        }
    }

    /// A quota of the subtree would be exceeded.
    public static final class QuotaExceeded extends ClientException {
        private static final long serialVersionUID = 1;

        QuotaExceeded(Failure failure) {
            super(failure, "a quota of the subtree would be exceeded");
        }
    }

    /// The server has too much to do, and has not carried it out.
    public static final class Throttled extends ClientException {
        private static final long serialVersionUID = 1;

        Throttled(Failure failure) {
            super(failure, "the server has too much to do");
        }
    }

    /// The connection broke before the answer came, or there was none.
    public static final class ConnectionLost extends ClientException {
        private static final long serialVersionUID = 1;

        ConnectionLost(Failure failure) {
            super(failure, "the connection was lost" + uncertain(failure));
        }
    }

    /// No answer came in time.
    public static final class TimedOut extends ClientException {
        private static final long serialVersionUID = 1;

        TimedOut(Failure failure) {
            super(failure, "no answer came in time" + uncertain(failure));
        }
    }

    /// The ensemble has ended the session; its ephemeral znodes are gone.
    public static final class SessionExpired extends ClientException {
        private static final long serialVersionUID = 1;

        SessionExpired(Failure failure) {
            super(failure, "the session has expired" + uncertain(failure));
        }
    }

    /// The program has closed the client.
    public static final class SessionClosed extends ClientException {
        private static final long serialVersionUID = 1;

        SessionClosed(Failure failure) {
            super(failure, "the client is closed" + uncertain(failure));
        }
    }

    /// The credentials of the session were refused.
    public static final class AuthFailed extends ClientException {
        private static final long serialVersionUID = 1;

        AuthFailed(Failure failure) {
            super(failure, "the credentials of the session were refused" + uncertain(failure));
        }
    }

    /// The answer was longer than the client reads. An update has been carried out.
    public static final class ReplyTooLong extends ClientException {
        private static final long serialVersionUID = 1;

        ReplyTooLong(Failure failure) {
            super(
                    failure,
                    switch (failure.operation) {
                        case Plans.CHILDREN_PAGES ->
                                "the answer is longer than maxReplyBytes, which can be raised:"
                                        + " the server gives all children at once instead of"
                                        + " pages, or one name alone is as long";
                        case Plans.CHILDREN ->
                                "the answer is longer than maxReplyBytes, which can be raised;"
                                        + " childrenPages asks for parts of it";
                        default -> "the answer is longer than maxReplyBytes, which can be raised";
                    });
        }
    }

    /// The request is longer than servers take, and was not sent.
    public static final class RequestTooLong extends ClientException {
        private static final long serialVersionUID = 1;

        RequestTooLong(Failure failure) {
            super(failure, "the request is longer than maxRequestBytes, and was not sent");
        }
    }

    /// Something else went wrong on the server, see [#code].
    public static final class ServerError extends ClientException {
        private static final long serialVersionUID = 1;

        ServerError(Failure failure) {
            super(failure, "the server failed with error " + failure.code);
        }
    }

    /// The thread was interrupted while it waited; it is still marked so.
    public static final class Interrupted extends ClientException {
        private static final long serialVersionUID = 1;

        Interrupted(Failure failure) {
            super(failure, "the thread was interrupted" + uncertain(failure));
        }
    }
}
