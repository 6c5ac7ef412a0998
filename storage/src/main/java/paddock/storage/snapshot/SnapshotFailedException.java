package paddock.storage.snapshot;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

import java.nio.file.Path;

/// A snapshot could not be written; nothing of it was left behind.
public final class SnapshotFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    SnapshotFailedException(Path file, Throwable cause) {
        super(
                ExitReason.SNAPSHOT_FAILED,
                "Cannot write snapshot "
                        + file
                        + ": "
                        + (cause.getMessage() == null
                                ? cause.getClass().getSimpleName()
                                : cause.getMessage()),
                cause);
    }
}
