package paddock.storage;

import org.jspecify.annotations.Nullable;

/// Something is wrong with the files, or with the disk under them. The message is one line, names
/// the file, and stands on its own.
public abstract class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitReason exitReason;

    /// Creates the exception.
    protected StorageException(ExitReason exitReason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitReason = exitReason;
    }

    /// What the process exits with when nobody can carry on after this.
    public ExitReason exitReason() {
        return exitReason;
    }
}
