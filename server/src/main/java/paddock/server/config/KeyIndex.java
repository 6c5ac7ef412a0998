package paddock.server.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds rows of the table by the names people write, and the nearest one for a name that is not in
/// it.
final class KeyIndex {
    private KeyIndex() {}

    private static final String PREFIX = "zookeeper.";

    /// Properties that the logging configuration and the scripts read, or that Paddock's own parts
    /// of the JVM do.
    private static final Set<String> READ_ELSEWHERE =
            Set.of(
                    "zookeeper.log.dir",
                    "zookeeper.log.file",
                    "zookeeper.log.threshold",
                    "zookeeper.log.maxfilesize",
                    "zookeeper.log.maxbackupindex",
                    "zookeeper.console.threshold",
                    "zookeeper.root.logger",
                    "zookeeper.tracelog.dir",
                    "zookeeper.tracelog.file");

    private static final Map<String, Key<?>> BY_NAME = new HashMap<>();
    private static final Map<String, Key<?>> BY_PROPERTY = new HashMap<>();
    private static final List<Key<?>> FAMILIES;

    static {
        for (Key<?> key : Keys.all()) {
            BY_NAME.put(key.name(), key);
            key.properties().forEach(property -> BY_PROPERTY.put(property, key));
        }
        // The longest name first: leader.nodelay is not one of leader.*.
        // The comparator is written out, since one of the library's is linked anew at each start.
        FAMILIES =
                Keys.all().stream()
                        .filter(key -> key.name().endsWith("*"))
                        .sorted((a, b) -> b.name().length() - a.name().length())
                        .<Key<?>>map(key -> key)
                        .toList();
    }

    static Optional<Key<?>> byName(String name) {
        Key<?> exact = BY_NAME.get(name);
        return exact != null ? Optional.of(exact) : family(name);
    }

    static Optional<Key<?>> byProperty(String property) {
        Key<?> exact = BY_PROPERTY.get(property);
        if (exact != null) {
            return Optional.of(exact);
        }
        return property.startsWith(PREFIX) && !READ_ELSEWHERE.contains(property)
                ? family(withoutPrefix(property))
                : Optional.empty();
    }

    private static Optional<Key<?>> family(String name) {
        return FAMILIES.stream().filter(key -> key.matches(name)).findFirst();
    }

    static String withoutPrefix(String property) {
        return property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : property;
    }

    /// Whether a system property that is not in the table was meant for it.
    static boolean looksLikeOurs(String property) {
        return property.startsWith(PREFIX) && !READ_ELSEWHERE.contains(property);
    }

    /// The line for a name that is not in the table.
    static String unknown(String name, Origin origin) {
        String hint =
                nearest(withoutPrefix(name)).map(key -> "; did you mean " + key + "?").orElse("");
        return origin + ": unknown key " + name + " is ignored" + hint;
    }

    /// The key whose name takes the fewest edits to write, unless that is too many to be a slip.
    static Optional<Key<?>> nearest(String name) {
        int tolerated = Math.max(1, name.length() / 4);
        return Keys.all().stream()
                .filter(key -> !key.name().endsWith("*"))
                .<Key<?>>map(key -> key)
                .min(Comparator.comparingInt(key -> edits(name, key.name())))
                .filter(key -> edits(name, key.name()) <= tolerated);
    }

    /// Levenshtein distance, letters of different case counting as equal.
    static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same =
                        Character.toLowerCase(a.charAt(i - 1))
                                == Character.toLowerCase(b.charAt(j - 1));
                int replaced = above[j - 1] + (same ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
