package paddock.storage.config;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

/// A file with a membership is missing, or holds what must not be there; the message names it.
public final class MembershipFileException extends StorageException {
    private static final long serialVersionUID = 1L;

    MembershipFileException(String message) {
        super(ExitReason.UNEXPECTED_ERROR, message, null);
    }
}
