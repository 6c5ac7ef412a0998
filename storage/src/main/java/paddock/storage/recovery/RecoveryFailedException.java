package paddock.storage.recovery;

import org.jspecify.annotations.Nullable;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

/// The files do not add up to a database that can be trusted.
public final class RecoveryFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    RecoveryFailedException(String message, @Nullable Throwable cause) {
        super(ExitReason.UNEXPECTED_ERROR, message, cause);
    }
}
