package paddock.server.config;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.InvalidConfigException;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out who belongs to the ensemble: from the file itself, the file it names, or the
/// environment.
final class MembershipLoader {
    private static final int HEXADECIMAL = 16;

    private final PropertiesFile file;
    private final Settings settings;
    private final ConfigText text;

    MembershipLoader(PropertiesFile file, Settings settings) {
        this.file = file;
        this.settings = settings;
        text =
                new ConfigText(
                        settings.get(EnsembleKeys.MULTI_ADDRESS),
                        settings.find(EnsembleKeys.ORACLE_PATH).map(Oracle::new).orElse(null));
    }

    /// How this server reads memberships.
    ConfigText text() {
        return text;
    }

    /// @param fromEnvironment further lines, which count where no file has any
    Membership load(PropertiesFile fromEnvironment) {
        Path dynamic = settings.find(EnsembleKeys.DYNAMIC_CONFIG_FILE).orElse(null);
        if (dynamic != null) {
            return dynamic(dynamic);
        }
        Membership members = Membership.of(file, text, 0);
        return members.isEmpty() ? Membership.of(fromEnvironment, text, 0) : members;
    }

    private Membership dynamic(Path path) {
        for (PropertiesFile.Entry entry : file.entries()) {
            if (ConfigText.isMembership(entry.key())) {
                throw ConfigException.processing(
                        file.origin(entry),
                        "parameter: " + entry.key() + " must be in a separate dynamic config file");
            }
        }
        if (!Files.exists(path)) {
            throw ConfigException.processing(path, path + " (No such file or directory)");
        }
        PropertiesFile members = PropertiesFile.read(path);
        for (PropertiesFile.Entry entry : members.entries()) {
            if (entry.key().equals("version")) {
                throw ConfigException.processing(
                        members.origin(entry), "dynamic file shouldn't have version inside");
            }
            if (!ConfigText.isMembership(entry.key())) {
                throw ConfigException.processing(
                        members.origin(entry), "Unrecognised parameter: " + entry.key());
            }
        }
        return Membership.of(members, text, version(path));
    }

    /// The version of a membership, which its file's name ends in.
    private static long version(Path path) {
        String name = path.getFileName().toString();
        try {
            return Long.parseUnsignedLong(name.substring(name.lastIndexOf('.') + 1), HEXADECIMAL);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// The membership that was proposed last, where that is on disk.
    Optional<QuorumConfig> proposed() {
        Path next = file.path().resolveSibling(file.path().getFileName() + ".dynamic.next");
        try {
            return Optional.of(text.parse(Files.readString(next, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | InvalidConfigException e) {
            throw ConfigException.processing(next, String.valueOf(e.getMessage()));
        }
    }
}
