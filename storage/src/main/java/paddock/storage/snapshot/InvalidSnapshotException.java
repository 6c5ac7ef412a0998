package paddock.storage.snapshot;

import org.jspecify.annotations.Nullable;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

/// A file is not a whole, sound snapshot. The message names the file and the offset.
public final class InvalidSnapshotException extends StorageException {
    private static final long serialVersionUID = 1L;

    InvalidSnapshotException(String source, long offset, String why, @Nullable Throwable cause) {
        super(ExitReason.UNEXPECTED_ERROR, source + " at offset " + offset + ": " + why, cause);
    }
}
