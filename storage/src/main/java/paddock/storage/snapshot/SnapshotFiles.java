package paddock.storage.snapshot;

import paddock.storage.FileAccessException;
import paddock.storage.folder.StoreFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The snapshots in a folder.
public final class SnapshotFiles {
    private static final byte[] WHOLE_ENDING = {0, 0, 0, 1, '/'};
    private static final int MIN_BYTES = 10;

    private SnapshotFiles() {}

    /// Up to `count` snapshots that [look whole][#looksWhole], newest first.
    public static List<StoreFile> candidates(Path folder, int count) {
        return StoreFile.snapshots(folder).stream()
                .filter(file -> looksWhole(file.path()))
                .limit(count)
                .toList();
    }

    /// Up to `count` files named like snapshots, newest first, but for what crashes left of ones
    /// being written.
    public static List<StoreFile> finished(Path folder, int count) {
        return StoreFile.snapshots(folder).stream()
                .filter(file -> !isUnfinished(file.path()))
                .limit(count)
                .toList();
    }

    /// @throws InvalidSnapshotException when a file does not [look whole][#looksWhole]
    public static void checkLooksWhole(Path file) {
        if (!looksWhole(file)) {
            throw new InvalidSnapshotException(
                    file.toString(), 0, "it does not begin and end like a snapshot", null);
        }
    }

    private static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(".tmp");
    }

    /// A cheap look at a file's first or last bytes (disk format reference, section 4.8): false
    /// means that it cannot be a snapshot, true that it is worth reading.
    public static boolean looksWhole(Path file) {
        if (isUnfinished(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return switch (Compression.of(file)) {
                case NONE ->
                        channel.size() >= MIN_BYTES
                                && bytesAt(
                                        channel,
                                        channel.size() - WHOLE_ENDING.length,
                                        WHOLE_ENDING);
                case GZIP -> bytesAt(channel, 0, new byte[] {0x1f, (byte) 0x8b});
                case SNAPPY ->
                        bytesAt(
                                channel,
                                0,
                                ByteBuffer.allocate(8).putLong(SnappyOutputStream.MAGIC).array());
            };
        } catch (NoSuchFileException e) {
            return false; // purged since it was listed
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
    }

    private static boolean bytesAt(FileChannel channel, long offset, byte[] expected)
            throws IOException {
        ByteBuffer found = ByteBuffer.allocate(expected.length);
        while (found.hasRemaining()) {
            if (channel.read(found, offset + found.position()) < 0) {
                return false;
            }
        }
        return found.flip().equals(ByteBuffer.wrap(expected));
    }

    /// Deletes what crashes left of snapshots being written.
    public static void deleteUnfinished(Path folder) {
        for (StoreFile file : StoreFile.snapshots(folder)) {
            if (isUnfinished(file.path())) {
                try {
                    Files.deleteIfExists(file.path());
                } catch (IOException e) {
                    throw new FileAccessException("delete", file.path(), e);
                }
            }
        }
    }
}
