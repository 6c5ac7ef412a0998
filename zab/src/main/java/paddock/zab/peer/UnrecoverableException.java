package paddock.zab.peer;

/// This server cannot go on with the history it has; it must stop, and be looked at.
public final class UnrecoverableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrecoverableException(String message) {
        super(message);
    }
}
