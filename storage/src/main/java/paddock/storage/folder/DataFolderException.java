package paddock.storage.folder;

import org.jspecify.annotations.Nullable;

import paddock.storage.ExitReason;
import paddock.storage.StorageException;

/// A data folder cannot be used; the message says which and what to do.
public final class DataFolderException extends StorageException {
    private static final long serialVersionUID = 1L;

    DataFolderException(String message) {
        this(message, null);
    }

    DataFolderException(String message, @Nullable Throwable cause) {
        super(ExitReason.DATA_FOLDER_NOT_ACCESSIBLE, message, cause);
    }
}
