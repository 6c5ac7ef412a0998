package paddock.conformance.ensemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The log files of a member, which are longer than what is written in them.
final class LogFiles {
    private LogFiles() {}

    /// How much is written in all of them.
    static long usedBytes(Path data) {
        return logs(data).stream().mapToLong(LogFiles::used).sum();
    }

    /// Writes behind the last record what a crash in the middle of the next one would leave.
    ///
    /// @return whether there was a log
    static boolean tear(Path data, byte[] rest) {
        Optional<Path> newest = logs(data).stream().max(Comparator.comparingLong(LogFiles::zxid));
        newest.ifPresent(
                file -> {
                    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(rest), used(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return newest.isPresent();
    }

    private static List<Path> logs(Path data) {
        Path folder = data.resolve("version-2");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).startsWith("log.")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static long zxid(Path file) {
        return Long.parseUnsignedLong(name(file).substring("log.".length()), 16);
    }

    /// Every record ends with a byte that is not zero; behind the last one are zeros only.
    private static long used(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
