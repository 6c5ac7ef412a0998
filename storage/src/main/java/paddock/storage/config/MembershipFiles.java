package paddock.storage.config;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.storage.folder.DurableFile;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The files beside a configuration file, by its name: `.dynamic.<version>` with a membership that
/// is or was in force, `.dynamic.next` with one that was proposed, and `.bak` with the
/// configuration file as it was before it lost its membership.
///
/// Every write replaces a file as a whole and is durable when it returns.
public final class MembershipFiles {
    private static final String VERSION_KEY = "version";

    private final Path configFile;

    /// The files beside `configFile`.
    public MembershipFiles(Path configFile) {
        this.configFile = configFile;
    }

    /// A membership as it stands in a file of its own.
    ///
    /// @param version from the end of the file's name, 0 where that is no version
    /// @param text the lines, none of which tells the version
    public record Stored(Path file, long version, String text) {}

    /// Reads the file that the configuration file points at.
    ///
    /// @throws MembershipFileException when a line tells a version, which only the name may
    public static Stored read(Path file) {
        String text = readString(file, StandardCharsets.UTF_8);
        if (PropertyLines.of(text).stream().anyMatch(part -> part.key().equals(VERSION_KEY))) {
            throw new MembershipFileException(
                    file + ": the version of a dynamic file stands in its name, not in a line");
        }
        return new Stored(file, versionOf(file), text);
    }

    private static long versionOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        try {
            return dot < 0 ? 0 : Math.max(Long.parseLong(name.substring(dot + 1), 16), 0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Writes a membership that is in force, its lines in the order of strings.
    ///
    /// @param text may have a line for the version, which is left out
    /// @return the file
    public Path write(long version, String text) {
        Path file = beside(".dynamic." + Long.toHexString(version));
        String lines =
                PropertyLines.of(text).stream()
                        .filter(part -> part.isEntry() && !part.key().equals(VERSION_KEY))
                        .map(part -> part.text() + "\n")
                        .sorted()
                        .collect(Collectors.joining());
        DurableFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /// The membership that was proposed last, with a line for its version; null where none is.
    public @Nullable String readNext() {
        Path file = next();
        return Files.exists(file) ? readString(file, StandardCharsets.UTF_8) : null;
    }

    /// Writes a membership that was proposed, with a line for its version.
    public void writeNext(String text) {
        DurableFile.write(next(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Removes the membership that was proposed, once it is in force.
    public void deleteNext() {
        DurableFile.delete(next());
    }

    /// Writes a membership that is in force and makes the configuration file point at it. The one
    /// that was proposed is removed, unless it is newer.
    ///
    /// @param namesClients whether the membership says where clients connect
    /// @param proposedVersion of the membership proposed last
    public void putInForce(long version, String text, boolean namesClients, long proposedVersion) {
        pointAt(write(version, text), namesClients);
        if (proposedVersion <= version) {
            deleteNext();
        }
    }

    private Path next() {
        return beside(".dynamic.next");
    }

    /// Copies the configuration file to `.bak`.
    public void backUp() {
        try {
            DurableFile.write(beside(".bak"), Files.readAllBytes(configFile));
        } catch (IOException e) {
            throw new FileAccessException("back up", configFile, e);
        }
    }

    /// Takes the membership out of the configuration file, and points it at `dynamicFile`.
    ///
    /// @param dropClientPort whether the membership says where clients connect
    public void pointAt(Path dynamicFile, boolean dropClientPort) {
        String text = readString(configFile, StandardCharsets.ISO_8859_1);
        String changed = StaticConfig.pointingAt(text, dynamicFile, dropClientPort);
        DurableFile.write(configFile, changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path beside(String suffix) {
        return configFile.resolveSibling(configFile.getFileName() + suffix);
    }

    private static String readString(Path file, Charset charset) {
        try {
            return new String(Files.readAllBytes(file), charset);
        } catch (NoSuchFileException e) {
            throw new MembershipFileException(file + " file is missing");
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
    }
}
