package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/// A new file of the log, open for writing in whole blocks.
///
/// Where it can be, the file is written past the system's page cache: what is forced at once and
/// read again only after a crash gains nothing from a copy there, and making the copy is a quarter
/// of what an update costs (`docs/decisions/0003-log-preallocation.md`).
///
/// @param blockBytes every write begins and ends at a multiple of it, a power of two; 1 where the
///   page cache takes any
record LogFile(FileChannel channel, int blockBytes) {
    /// Larger blocks than this are left to the page cache.
    static final int MAX_BLOCK_BYTES = 4096;

    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);

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

    static LogFile create(Path file, LogSettings settings) throws IOException {
        // Padding to a block needs room behind the last record, as preallocation leaves it.
        if (DIRECT != null
                && settings.direct()
                && settings.force()
                && settings.preallocateBytes() > 0) {
            try {
                long block = Files.getFileStore(file.toAbsolutePath().getParent()).getBlockSize();
                if (block <= MAX_BLOCK_BYTES
                        && Long.bitCount(block) == 1
                        && settings.preallocateBytes() % block == 0) {
                    Set<OpenOption> options = new HashSet<>(NEW);
                    options.add(DIRECT);
                    return new LogFile(FileChannel.open(file, options), (int) block);
                }
            } catch (UnsupportedOperationException | IOException e) {
                // Not every file system can: the usual way tells whether something else is wrong.
            }
        }
        return new LogFile(FileChannel.open(file, NEW), 1);
    }
}
