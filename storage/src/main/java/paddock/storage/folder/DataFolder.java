package paddock.storage.folder;

import paddock.storage.FileAccessException;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders a server works in: checked, created where allowed, and claimed for this process
/// until [closed][#close].
public final class DataFolder implements AutoCloseable {
    /// The folder under each directory that holds the files.
    public static final String VERSION = "version-2";

    private final Path dataDir;
    private final Path logDir;
    private final List<FolderLock> locks = new ArrayList<>();

    private DataFolder(Path dataDir, Path logDir) {
        this.dataDir = dataDir;
        this.logDir = logDir;
    }

    /// Checks both directories and claims them.
    ///
    /// @param logDir the same as `dataDir` unless configured
    /// @param autocreate whether missing directories may be created
    /// @throws DataFolderException with a text operators know (configuration reference, section 9)
    public static DataFolder open(Path dataDir, Path logDir, boolean autocreate) {
        DataFolder folder = new DataFolder(dataDir, logDir);
        prepare(folder.logs(), "data", autocreate);
        prepare(folder.snapshots(), "snap", autocreate);
        if (!folder.isShared()) {
            folder.checkNothingIsMixedUp();
        }
        try {
            folder.locks.add(FolderLock.claim(dataDir));
            if (!folder.isShared()) {
                folder.locks.add(FolderLock.claim(logDir));
            }
        } catch (DataFolderException e) {
            folder.close();
            throw e;
        }
        return folder;
    }

    // The texts call the log directory "data directory" and the other one "snap directory".
    private static void prepare(Path folder, String what, boolean autocreate) {
        if (!Files.exists(folder)) {
            if (!autocreate) {
                throw new DataFolderException(
                        "Missing "
                                + what
                                + " directory "
                                + folder
                                + ", automatic data directory creation is disabled"
                                + " (zookeeper.datadir.autocreate is false). Please create this"
                                + " directory manually.");
            }
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new DataFolderException(
                        "Unable to create " + what + " directory " + folder, e);
            }
        }
        if (!Files.isWritable(folder)) {
            throw new DataFolderException("Cannot write to " + what + " directory " + folder);
        }
        try {
            forceNames(folder);
        } catch (IOException e) {
            throw new DataFolderException(
                    "Cannot force " + what + " directory " + folder + ": " + e.getMessage(), e);
        }
    }

    // A folder's name stands in its parent, and a power failure takes it with everything below it
    // unless that is forced too; also where it was another process that created it, and was killed.
    private static void forceNames(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        for (int level = 0; level < 2 && parent != null; level++) {
            if (Files.isReadable(parent)) {
                Folders.force(parent);
            }
            parent = parent.getParent();
        }
    }

    private void checkNothingIsMixedUp() {
        if (!StoreFile.snapshots(logs()).isEmpty()) {
            throw new DataFolderException(
                    "Log directory has snapshot files. Check if dataLogDir and dataDir"
                            + " configuration is correct.");
        }
        if (!StoreFile.logs(snapshots()).isEmpty()) {
            throw new DataFolderException(
                    "Snapshot directory has log files. Check if dataLogDir and dataDir"
                            + " configuration is correct.");
        }
    }

    private boolean isShared() {
        return dataDir.toAbsolutePath().normalize().equals(logDir.toAbsolutePath().normalize());
    }

    /// Where snapshots and epochs are.
    public Path snapshots() {
        return dataDir.resolve(VERSION);
    }

    /// Where logs are.
    public Path logs() {
        return logDir.resolve(VERSION);
    }

    /// The marker that says an empty database is meant to be empty.
    public Path initializeMarker() {
        return logDir.resolve("initialize");
    }

    /// Bytes in the files of [#snapshots].
    public long snapshotBytes() {
        return bytesIn(snapshots());
    }

    /// Bytes in the files of [#logs], preallocated ones included.
    public long logBytes() {
        return bytesIn(logs());
    }

    private static long bytesIn(Path folder) {
        long bytes = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                bytes += Files.isDirectory(entry) ? bytesIn(entry) : sizeOf(entry);
            }
        } catch (IOException e) {
            throw new FileAccessException("list", folder, e);
        }
        return bytes;
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // purged since it was listed
        }
    }

    /// Gives the claim back.
    @Override
    public void close() {
        locks.forEach(FolderLock::close);
        locks.clear();
    }
}
