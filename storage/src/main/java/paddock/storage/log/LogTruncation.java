package paddock.storage.log;

import paddock.storage.FileAccessException;
import paddock.storage.folder.Folders;
import paddock.storage.folder.StoreFile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Removes transactions from a log. No file of it may be open for writing ([TxnLog#roll]), and a
/// log that goes on afterwards has to hear of it ([TxnLog#continueAfter]).
public final class LogTruncation {
    private LogTruncation() {}

    /// Removes every transaction after `zxid`, which must be in the log or stand right before its
    /// first transaction (then a snapshot holds it).
    ///
    /// @throws TruncationFailedException when `zxid` is not there; nothing was changed then
    public static void after(Path folder, long zxid) {
        check(folder, zxid);
        everythingAfter(folder, zxid);
    }

    /// Removes every transaction after `zxid`, whether that one is there or not; durable.
    public static void everythingAfter(Path folder, long zxid) {
        List<StoreFile> logs = StoreFile.logs(folder);
        Path last = folder;
        try {
            // Newest first: a crash in between leaves a log without gaps.
            for (StoreFile log : logs.reversed()) {
                last = log.path();
                if (log.zxid() <= zxid) {
                    cut(last, endOf(last, zxid));
                    break;
                }
                Files.delete(last);
            }
            Folders.force(folder);
        } catch (IOException e) {
            throw new FileAccessException("truncate", last, e);
        }
    }

    /// Removes all files that begin with `zxid` or before; durable. What is in them must stand in a
    /// snapshot.
    public static void filesUpTo(Path folder, long zxid) {
        Path last = folder;
        try {
            for (StoreFile log : StoreFile.logs(folder)) {
                last = log.path();
                if (log.zxid() <= zxid) {
                    Files.delete(last);
                }
            }
            Folders.force(folder);
        } catch (IOException e) {
            throw new FileAccessException("delete", last, e);
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    // Where the last transaction up to `zxid` ends.
    private static long endOf(Path file, long zxid) {
        if (isEmpty(file)) {
            return 0;
        }
        try (LogFileReader reader = new LogFileReader(file)) {
            while (reader.next()) {
                if (reader.zxid() > zxid) {
                    return reader.recordOffset();
                }
            }
            return reader.recordOffset();
        }
    }

    private static void check(Path folder, long zxid) {
        List<StoreFile> logs = StoreFile.logs(folder);
        if (logs.isEmpty()) {
            throw new TruncationFailedException(folder, zxid, "there is no log");
        }
        int index = logs.size() - 1;
        while (index > 0 && logs.get(index).zxid() > zxid) {
            index--;
        }
        Path file = logs.get(index).path();
        try (LogFileReader reader = new LogFileReader(file)) {
            long last = -1;
            while (reader.next()) {
                if (reader.zxid() == zxid || last < 0 && reader.zxid() == zxid + 1) {
                    return;
                }
                if (reader.zxid() > zxid) {
                    throw new TruncationFailedException(
                            folder, zxid, "%s goes on with 0x%x".formatted(file, reader.zxid()));
                }
                last = reader.zxid();
            }
            throw new TruncationFailedException(
                    folder,
                    zxid,
                    last < 0
                            ? file + " holds no transaction"
                            : "%s ends with 0x%x".formatted(file, last));
        }
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
    }
}
