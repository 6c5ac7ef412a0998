package paddock.storage.log;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

import java.nio.file.Path;

/// The log does not reach back, or on, to the transaction it was to be cut after.
public final class TruncationFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    TruncationFailedException(Path folder, long zxid, String why) {
        super(
                ExitReason.TRUNCATION_FAILED,
                "cannot cut the log in %s after zxid 0x%x: %s".formatted(folder, zxid, why),
                null);
    }
}
