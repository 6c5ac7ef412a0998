package paddock.storage.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the file system must be told about folders.
public final class Folders {
    private Folders() {}

    /// Forces a folder's entries to disk: without it a new file can be gone after a power failure,
    /// however well its content was forced.
    public static void force(Path folder) throws IOException {
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    // There a folder cannot be opened as a file, and its entries are journalled anyway.
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");
}
