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

/// Cuts the end off a log, because the leader never heard of it.
public final class LogTruncation {
    private LogTruncation() {}

    /// Removes every transaction after `zxid`, which must be in the log or stand right before its
    /// first transaction (then a snapshot holds it). The log must not be open for writing, and
    /// snapshots newer than `zxid` are the caller's to remove first.
    ///
    /// @throws TruncationFailedException when `zxid` is not there; nothing was changed then
    public static void after(Path folder, long zxid) {
        List<StoreFile> logs = StoreFile.logs(folder);
        int index = logs.size() - 1;
        while (index > 0 && logs.get(index).zxid() > zxid) {
            index--;
        }
        if (index < 0) {
            throw new TruncationFailedException(folder, zxid, "there is no log");
        }
        Path file = logs.get(index).path();
        long cut = cutOffset(folder, file, zxid);
        try {
            // Newest first: a crash in between leaves a log without gaps.
            for (int i = logs.size() - 1; i > index; i--) {
                Files.delete(logs.get(i).path());
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(cut);
                channel.force(true);
            }
            Folders.force(folder);
        } catch (IOException e) {
            throw new FileAccessException("truncate", file, e);
        }
    }

    private static long cutOffset(Path folder, Path file, long zxid) {
        try (LogFileReader reader = new LogFileReader(file)) {
            long last = -1;
            while (reader.next()) {
                if (reader.zxid() == zxid) {
                    return reader.recordEnd();
                }
                if (reader.zxid() > zxid) {
                    if (last < 0 && reader.zxid() == zxid + 1) {
                        return reader.recordOffset();
                    }
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
}
