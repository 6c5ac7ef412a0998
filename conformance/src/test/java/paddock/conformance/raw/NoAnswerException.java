package paddock.conformance.raw;

/// A server left a client waiting for longer than the client was willing to.
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
