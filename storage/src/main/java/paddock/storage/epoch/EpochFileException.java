package paddock.storage.epoch;

import org.jspecify.annotations.Nullable;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

/// The epochs on disk cannot be true; the message names file and value.
public final class EpochFileException extends StorageException {
    private static final long serialVersionUID = 1L;

    EpochFileException(String message, @Nullable Throwable cause) {
        super(ExitReason.UNEXPECTED_ERROR, message, cause);
    }
}
