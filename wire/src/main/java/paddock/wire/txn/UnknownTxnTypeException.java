package paddock.wire.txn;

/// Thrown for a transaction type that no version of the format knows: unlike bytes cut short, this
/// is never the trace of a crash.
public final class UnknownTxnTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Creates the exception.
    public UnknownTxnTypeException(int type) {
        super("unsupported transaction type " + type);
    }
}
