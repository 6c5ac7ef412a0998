package paddock.bench.load;

/// A run that yields no figure: the server refused, hung up, stalled, or answered with errors.
public final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailure(String message) {
        super(message);
    }

    public LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
