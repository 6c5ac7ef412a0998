package paddock.conformance.raw;

/// A server answered with an error code.
public final class RequestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    public RequestFailedException(String what, int code) {
        super(what + " was answered with error " + code);
        this.code = code;
    }

    /// The `err` of the reply header.
    public int code() {
        return code;
    }
}
