package paddock.storage.log;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

import java.nio.file.Path;

/// A log holds what no crash of a writer can leave behind. The message names file, offset and zxid.
public final class CorruptLogException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    CorruptLogException(Path file, long offset, String message) {
        super(ExitReason.UNEXPECTED_ERROR, file + " at offset " + offset + ": " + message, null);
        this.offset = offset;
    }

    /// Where the record begins that cannot be read.
    public long offset() {
        return offset;
    }
}
