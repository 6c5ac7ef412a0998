package paddock.storage;

import java.io.IOException;
import java.nio.file.Path;

/// The operating system refused to list, read, write or delete a file or folder.
public final class FileAccessException extends StorageException {
    private static final long serialVersionUID = 1L;

    /// Creates the exception; the message becomes "cannot `verb` `file`: reason".
    public FileAccessException(String verb, Path file, IOException cause) {
        super(
                ExitReason.UNEXPECTED_ERROR,
                "cannot " + verb + " " + file + ": " + reason(file, cause),
                cause);
    }

    // The exceptions of java.nio.file often say nothing but the file's name.
    private static String reason(Path file, IOException cause) {
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName().replace("Exception", "");
        return message == null || message.equals(file.toString()) ? kind : message;
    }
}
