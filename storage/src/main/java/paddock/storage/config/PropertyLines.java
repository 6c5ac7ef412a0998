package paddock.storage.config;

import java.util.ArrayList;
import java.util.List;

/// A text in the syntax of Java's `.properties`, as the entries, comments and blank lines that it
/// is made of, each as it is written.
final class PropertyLines {
    /// One of them.
    ///
    /// @param key empty for comments and blank lines
    /// @param text one line, or several where backslashes join them
    record Part(String key, String text) {
        boolean isEntry() {
            return !key.isEmpty();
        }
    }

    private PropertyLines() {}

    static List<Part> of(String text) {
        List<Part> parts = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int next = 0;
        while (next < lines.size()) {
            String line = lines.get(next);
            next++;
            String bare = line.stripLeading();
            if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith("!")) {
                parts.add(new Part("", line));
                continue;
            }
            StringBuilder whole = new StringBuilder(line);
            while (endsInBackslash(line) && next < lines.size()) {
                line = lines.get(next);
                next++;
                whole.append('\n').append(line);
            }
            parts.add(new Part(key(bare), whole.toString()));
        }
        return parts;
    }

    // No key that matters here has an escape in it.
    private static String key(String entry) {
        int end = 0;
        while (end < entry.length() && !endsKey(entry.charAt(end))) {
            end++;
        }
        return entry.substring(0, end);
    }

    private static boolean endsKey(char c) {
        return c == '=' || c == ':' || Character.isWhitespace(c);
    }

    private static boolean endsInBackslash(String line) {
        int backslashes = 0;
        while (backslashes < line.length()
                && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
