package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file of the log, open for reading or writing in whole blocks.
///
/// Where it can be, the file is written past the system's page cache: what is forced at once and
/// read again only after a crash gains nothing from a copy there, and making the copy is a quarter
/// of what an update costs (`docs/decisions/0003-log-preallocation.md`).
///
/// @param blockBytes whatever is read or written, in the file and in memory, begins and ends at a
///   multiple of it, a power of two; 1 where the page cache takes any
record LogFile(FileChannel channel, int blockBytes) {
    /// Larger blocks than this are left to the page cache.
    static final int MAX_BLOCK_BYTES = 4096;

    private static final StandardOpenOption[] NEW = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    /// Java's own name for it, which not every Java has; null in one that has not.
    private static final @Nullable OpenOption DIRECT = direct();

    private static @Nullable OpenOption direct() {
        try {
            Object[] options =
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            for (Object option : options) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
        } catch (ClassNotFoundException e) {
            // The log goes through the page cache then.
        }
        return null;
    }

    /// Makes a new file to be written.
    static LogFile create(Path file, LogSettings settings) throws IOException {
        // Padding to a block needs room behind the last record, as preallocation leaves it.
        if (settings.direct() && settings.force() && settings.preallocateBytes() > 0) {
            LogFile direct = openDirect(file, NEW);
            if (direct != null) {
                if (settings.preallocateBytes() % direct.blockBytes == 0) {
                    return direct;
                }
                direct.channel.close();
            }
        }
        return new LogFile(FileChannel.open(file, NEW), 1);
    }

    /// Opens a file past the page cache; null where that cannot be. Not every file system can, and
    /// the usual way tells whether something else is wrong.
    static @Nullable LogFile openDirect(Path file, StandardOpenOption... options) {
        if (DIRECT == null) {
            return null;
        }
        try {
            long block = Files.getFileStore(file.toAbsolutePath().getParent()).getBlockSize();
            if (block > MAX_BLOCK_BYTES || Long.bitCount(block) != 1) {
                return null;
            }
            Set<OpenOption> all = new HashSet<>(List.of(options));
            all.add(DIRECT);
            return new LogFile(FileChannel.open(file, all), (int) block);
        } catch (UnsupportedOperationException | IOException e) {
            return null;
        }
    }
}
