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
                + ErrorCode.of(code).map(ErrorCode::label).orElse("Unknown error " + code)
                + (path == null || path.isEmpty() ? "" : " for " + path);
    }

    private static String message(int code, @Nullable String path) {
        return switch (ErrorCode.of(code).orElse(ErrorCode.OK)) {
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
}
