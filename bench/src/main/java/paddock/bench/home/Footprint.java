package paddock.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a running server holds on to.
///
/// @param liveHeapBytes after a full collection
/// @param rssBytes resident memory
/// @param threads of its JVM
/// @param descriptors open files and sockets
/// @param dataFiles files in its data folder
public record Footprint(
        long liveHeapBytes, long rssBytes, long threads, long descriptors, long dataFiles) {

    /// Of a server's JVM and folder.
    static Footprint of(long pid, long liveHeapBytes, long rssBytes, Path data) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            return new Footprint(
                    liveHeapBytes,
                    rssBytes,
                    entries(proc.resolve("task")),
                    entries(proc.resolve("fd")),
                    files(data));
        } catch (IOException e) {
            throw new HomeException("cannot see what process " + pid + " holds: " + e, e);
        }
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
