package paddock.client.recipe.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/// A file with the last value that was seen: a line `zxid version`, then its bytes. It is replaced
/// as a whole, so that a program that dies leaves the old one or the new one.
///
/// A file that cannot be read or written is a warning: it must not keep a program from its work.
final class FallbackFile {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackFile.class);

    private final Path path;

    /// What the file keeps.
    record Kept(long zxid, int number, byte[] bytes) {}

    FallbackFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Optional<Kept> read() {
        byte[] all;
        try {
            all = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read", path, e);
            return Optional.empty();
        }
        int lineEnd = 0;
        while (lineEnd < all.length && all[lineEnd] != '\n') {
            lineEnd++;
        }
        String[] line = new String(all, 0, lineEnd, StandardCharsets.UTF_8).split(" ", -1);
        try {
            if (line.length == 2 && lineEnd < all.length) {
                return Optional.of(
                        new Kept(
                                Long.parseLong(line[0]),
                                Integer.parseInt(line[1]),
                                Arrays.copyOfRange(all, lineEnd + 1, all.length)));
            }
        } catch (NumberFormatException e) {
            LOG.debug("the first line of {}", path, e);
        }
        LOG.warn("{} does not begin with a zxid and a version, and is ignored", path);
        return Optional.empty();
    }

    void write(Kept kept) {
        byte[] line = (kept.zxid + " " + kept.number + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(line, line.length + kept.bytes.length);
        System.arraycopy(kept.bytes, 0, all, line.length, kept.bytes.length);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(fresh, all);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written", path, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
