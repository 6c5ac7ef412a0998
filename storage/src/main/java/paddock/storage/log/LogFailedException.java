package paddock.storage.log;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

import java.nio.file.Path;

/// The log could not be written or forced. Nothing appended since the last successful force may be
/// acknowledged, now or ever, by this process.
public final class LogFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    LogFailedException(String what, Path file, Throwable cause) {
        super(
                ExitReason.UNEXPECTED_ERROR,
                "Cannot " + what + " transaction log " + file + ": " + describe(cause),
                cause);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
