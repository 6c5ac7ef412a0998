package paddock.shell.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.ErrorCode;

/// An operation that failed. The message is what users read, in the words of the reference's shell
/// (reference `shell.md`, section D3).
public final class ZnodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final @Nullable String path;

    /// @param code what the session or a server said, see [ErrorCode]
    /// @param path what it was about, or null for nothing in particular
    public ZnodeException(int code, @Nullable String path) {
        super(message(code, path));
        this.code = code;
        this.path = path;
    }

    public ZnodeException(ErrorCode code, @Nullable String path) {
        this(code.code(), path);
    }

    /// The error's number on the wire.
    public int code() {
        return code;
    }

    /// Whether it is this error.
    public boolean is(ErrorCode error) {
        return code == error.code();
    }

    public @Nullable String path() {
        return path;
    }

    /// The error by its name, as the reference prints those for which it has no sentence.
    public static String plainMessage(int code, @Nullable String path) {
        return "KeeperErrorCode = "
                + nameOf(code)
                + (path == null || path.isEmpty() ? "" : " for " + path);
    }

    private static String message(int code, @Nullable String path) {
        ErrorCode known = known(code);
        return switch (known == null ? ErrorCode.OK : known) {
            case NO_NODE -> "Node does not exist: " + path;
            case NO_CHILDREN_FOR_EPHEMERALS -> "Ephemerals cannot have children: " + path;
            case NODE_EXISTS -> "Node already exists: " + path;
            case NOT_EMPTY -> "Node not empty: " + path;
            case NOT_READ_ONLY -> "Not a read-only call: " + path;
            case INVALID_ACL -> "Acl is not valid : " + path;
            case NO_AUTH -> "Insufficient permission : " + path;
            case BAD_ARGUMENTS -> "Arguments are not valid : " + path;
            case BAD_VERSION -> "version No is not valid : " + path;
            case RECONFIG_IN_PROGRESS ->
                    "Another reconfiguration is in progress -- concurrent reconfigs not supported"
                            + " (yet)";
            case NEW_CONFIG_NO_QUORUM ->
                    "No quorum of new config is connected and up-to-date with the leader of last"
                            + " commmitted config - try invoking reconfiguration after new servers"
                            + " are connected and synced";
            case QUOTA_EXCEEDED -> "Quota has exceeded : " + path;
            default -> plainMessage(code, path);
        };
    }

    private static @Nullable ErrorCode known(int code) {
        for (ErrorCode each : ErrorCode.values()) {
            if (each.code() == code) {
                return each;
            }
        }
        return null;
    }

    /// The name of an error, as the reference spells it.
    public static String nameOf(int code) {
        ErrorCode known = known(code);
        if (known == null) {
            return "Unknown error " + code;
        }
        return switch (known) {
            case OK -> "ok";
            case SYSTEM_ERROR -> "SystemError";
            case RUNTIME_INCONSISTENCY -> "RuntimeInconsistency";
            case DATA_INCONSISTENCY -> "DataInconsistency";
            case CONNECTION_LOSS -> "ConnectionLoss";
            case MARSHALLING_ERROR -> "MarshallingError";
            case UNIMPLEMENTED -> "Unimplemented";
            case OPERATION_TIMEOUT -> "OperationTimeout";
            case BAD_ARGUMENTS -> "BadArguments";
            case UNKNOWN_SESSION -> "UnknownSession";
            case NEW_CONFIG_NO_QUORUM -> "NewConfigNoQuorum";
            case RECONFIG_IN_PROGRESS -> "ReconfigInProgress";
            case API_ERROR -> "APIError";
            case NO_NODE -> "NoNode";
            case NO_AUTH -> "NoAuth";
            case BAD_VERSION -> "BadVersion";
            case NO_CHILDREN_FOR_EPHEMERALS -> "NoChildrenForEphemerals";
            case NODE_EXISTS -> "NodeExists";
            case NOT_EMPTY -> "Directory not empty";
            case SESSION_EXPIRED -> "Session expired";
            case INVALID_CALLBACK -> "Invalid callback";
            case INVALID_ACL -> "InvalidACL";
            case AUTH_FAILED -> "AuthFailed";
            case SESSION_MOVED -> "Session moved";
            case NOT_READ_ONLY -> "Not a read-only call";
            case EPHEMERAL_ON_LOCAL_SESSION -> "Ephemeral node on local session";
            case NO_WATCHER -> "No such watcher";
            case REQUEST_TIMEOUT -> "Request timeout";
            case RECONFIG_DISABLED -> "Reconfig is disabled";
            case SESSION_CLOSED_REQUIRE_SASL_AUTH ->
                    "Session closed because client failed to authenticate";
            case QUOTA_EXCEEDED -> "Quota has exceeded";
            case THROTTLED_OP -> "Op throttled due to high load";
        };
    }
}
