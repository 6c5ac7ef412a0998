package paddock.wire.jute;

/// Thrown when bytes cannot be what they claim to be: cut short, or with a length out of bounds.
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Creates the exception; the message names the value found and what would have been accepted.
    public MalformedRecordException(String message) {
        // Arrives once per hostile packet: a stack trace would cost more than the packet did.
        super(message, null, false, false);
    }
}
