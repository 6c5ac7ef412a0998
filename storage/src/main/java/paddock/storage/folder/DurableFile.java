package paddock.storage.folder;

import paddock.storage.FileAccessException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Small files that are replaced as a whole: a crash leaves the old content or the new one.
public final class DurableFile {
    /// Behind the name of a file, that of the one that is to replace it.
    public static final String UNFINISHED = ".tmp";

    private DurableFile() {}

    /// Gives a file its content; durable.
    ///
    /// @throws FileAccessException when the disk refuses; the old content is still there then, or
    ///   the new one is
    public static void write(Path file, byte[] content) {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (folder != null) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw new FileAccessException("write", file, e);
        }
    }

    /// Deletes a file, if it is there; durable.
    public static void delete(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (Files.deleteIfExists(file) && folder != null) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw new FileAccessException("delete", file, e);
        }
    }
}
