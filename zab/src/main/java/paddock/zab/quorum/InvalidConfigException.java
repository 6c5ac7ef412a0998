package paddock.zab.quorum;

/// A text that describes no membership. The message is one line that names the key or the value and
/// what would have been accepted, and contains the words the reference uses for the same mistake.
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigException(String message) {
        super(message);
    }
}
