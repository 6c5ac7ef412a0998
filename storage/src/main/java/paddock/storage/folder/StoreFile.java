package paddock.storage.folder;

import paddock.storage.FileAccessException;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// A log or a snapshot: a file whose name is `<kind>.<zxid in hex>`, perhaps with more after
/// another dot (disk format reference, section 1).
public record StoreFile(Path path, long zxid) {
    /// Name of snapshots up to the dot.
    public static final String SNAPSHOT = "snapshot";

    /// Name of logs up to the dot.
    public static final String LOG = "log";

    // Written out: a comparator that the library puts together is linked anew at each start.
    private static final Comparator<StoreFile> BY_ZXID =
            (a, b) ->
                    a.zxid != b.zxid ? Long.compare(a.zxid, b.zxid) : a.name().compareTo(b.name());

    private String name() {
        return path.getFileName().toString();
    }

    /// The logs of a folder, oldest first; none when the folder does not exist.
    public static List<StoreFile> logs(Path folder) {
        return list(folder, LOG, BY_ZXID);
    }

    /// What is named like a snapshot in a folder, newest first; none when the folder does not
    /// exist.
    public static List<StoreFile> snapshots(Path folder) {
        return list(folder, SNAPSHOT, BY_ZXID.reversed());
    }

    /// The path of a log that begins with `zxid`.
    public static Path log(Path folder, long zxid) {
        return folder.resolve(LOG + "." + Long.toHexString(zxid));
    }

    /// The zxid in a file's name; empty for files of any other name.
    public static OptionalLong zxidOf(Path path, String kind) {
        String name = path.getFileName().toString();
        int dot = name.indexOf('.');
        if (dot < 0 || !name.substring(0, dot).equals(kind)) {
            return OptionalLong.empty();
        }
        int end = name.indexOf('.', dot + 1);
        String digits = name.substring(dot + 1, end < 0 ? name.length() : end);
        try {
            // Not parseUnsignedLong: names the reference does not read must not count here either.
            long zxid = Long.parseLong(digits, 16);
            return zxid < 0 ? OptionalLong.empty() : OptionalLong.of(zxid);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static List<StoreFile> list(Path folder, String kind, Comparator<StoreFile> order) {
        List<StoreFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, kind + ".*")) {
            for (Path entry : entries) {
                OptionalLong zxid = zxidOf(entry, kind);
                if (zxid.isPresent() && Files.isRegularFile(entry)) {
                    files.add(new StoreFile(entry, zxid.getAsLong()));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new FileAccessException("list", folder, e);
        }
        files.sort(order);
        return files;
    }
}
