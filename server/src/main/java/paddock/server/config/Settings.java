package paddock.server.config;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.ConfigText;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The values that were written somewhere, by key, with the place each one comes from.
///
/// The sources are asked in this order, and the first that has a key decides: file (or command
/// line), system properties, environment.
final class Settings {
    /// A value as it was written.
    record Written(String text, Origin origin) {}

    private final String source;
    private final Map<String, Written> written = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /// @param source what a mistake is blamed on that is in no particular line
    Settings(String source) {
        this.source = source;
    }

    /// The mistake of a configuration that lacks something.
    ConfigException incomplete(String why) {
        return ConfigException.processing(source, why);
    }

    /// What there is to say about the values read so far.
    List<Finding> findings() {
        return findings;
    }

    /// Where the key was written, if it was.
    @Nullable Written written(Key<?> key) {
        return written.get(key.name());
    }

    /// The value somebody wrote, or the default.
    <T extends Comparable<? super T>> T get(Key<T> key) {
        return find(key)
                .or(key::defaultValue)
                .orElseThrow(() -> new IllegalStateException(key + " has no default"));
    }

    /// The value somebody wrote. An empty one counts as none where the key is not a word or text.
    <T extends Comparable<? super T>> Optional<T> find(Key<T> key) {
        Written value = written.get(key.name());
        return value == null
                ? Optional.empty()
                : Optional.of(key.read(value.text(), value.origin(), findings));
    }

    /// The mistake of a value that is of the right form but cannot be used.
    ConfigException refused(Key<?> key, String why) {
        Written value = written.get(key.name());
        return value == null ? incomplete(why) : key.refused(value.text(), value.origin(), why);
    }

    void write(Key<?> key, String text, Origin origin) {
        written.putIfAbsent(key.name(), new Written(text, origin));
    }

    /// Takes the entries of a file that are keys of the table. Membership lines (`server.N`,
    /// `group.N`, `weight.N`) are not for here.
    void readFile(PropertiesFile file) {
        var seen = new TreeMap<String, PropertiesFile.Entry>();
        for (PropertiesFile.Entry entry : file.entries()) {
            if (ConfigText.isMembership(entry.key())) {
                continue;
            }
            PropertiesFile.Entry earlier = seen.put(entry.key(), entry);
            if (earlier != null) {
                findings.add(
                        Finding.warn(
                                file.path()
                                        + ": "
                                        + entry.key()
                                        + " is set in line "
                                        + earlier.line()
                                        + " and again in line "
                                        + entry.line()
                                        + "; the last one counts"));
            }
        }
        seen.values().stream()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .forEach(entry -> take(entry.key(), entry.value(), file.origin(entry)));
    }

    private void take(String name, String value, Origin origin) {
        Optional<Key<?>> key = KeyIndex.byName(name);
        if (key.isEmpty()) {
            findings.add(Finding.warn(KeyIndex.unknown(name, origin)));
            return;
        }
        takeKnown(key.get(), name, value, origin);
    }

    private void takeKnown(Key<?> key, String name, String value, Origin origin) {
        key.waitsFor().ifPresent(part -> findings.add(noEffect(name, part, origin)));
        write(key, value, origin);
    }

    private static Finding noEffect(String name, String part, Origin origin) {
        return part.isEmpty()
                ? Finding.info(origin + ": " + name + " is accepted and has no effect in Paddock")
                : Finding.warn(
                        origin
                                + ": "
                                + name
                                + " has no effect in this build; it takes effect with "
                                + part);
    }

    /// Takes the system properties that set keys of the table.
    void readProperties(Map<String, String> properties) {
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            var origin = new Origin.SystemProperty(property.getKey());
            Optional<Key<?>> key = KeyIndex.byProperty(property.getKey());
            if (key.isPresent()) {
                String shortName = KeyIndex.withoutPrefix(property.getKey());
                takeKnown(key.get(), shortName, property.getValue().strip(), origin);
            } else if (KeyIndex.looksLikeOurs(property.getKey())) {
                findings.add(
                        Finding.warn(
                                KeyIndex.unknown(
                                        KeyIndex.withoutPrefix(property.getKey()), origin)));
            }
        }
    }

    /// Takes the variables that the official container image defines.
    void readEnvironment(Map<String, String> environment) {
        boolean folderIsOurs = written.containsKey(Keys.DATA_DIR.name());
        for (Key<?> key : Keys.all()) {
            String variable = key.environment().orElse(null);
            String value = variable == null ? null : environment.get(variable);
            // The image always defines both folders. Taking one from a file and the other from the
            // environment would tear a data folder apart that the reference keeps in one place.
            boolean wouldTearFolders = key == Keys.DATA_LOG_DIR && folderIsOurs;
            if (variable == null || value == null || value.isBlank() || wouldTearFolders) {
                continue;
            }
            if (!written.containsKey(key.name())) {
                var origin = new Origin.Environment(variable);
                findings.add(Finding.info(key + "=" + value.strip() + " (" + origin + ")"));
                takeKnown(key, key.name(), value.strip(), origin);
            }
        }
    }
}
