package paddock.server.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The entries of a file in the syntax of Java's `.properties`, in order and with the lines they
/// begin on, which the class library's own reader forgets.
///
/// Comments begin with `#` or `!`; the first unescaped `=`, `:` or blank ends the key; a backslash
/// escapes a character, begins a `u` and four hexadecimal digits, or at the end of a line joins the
/// next one to it. Keys and values are trimmed.
record PropertiesFile(Path path, List<Entry> entries) {
    /// One key and value.
    ///
    /// @param line counted from 1
    record Entry(String key, String value, int line) {}

    PropertiesFile {
        entries = List.copyOf(entries);
    }

    static PropertiesFile read(Path path) {
        try {
            // Like the reference, which reads configuration byte by byte as Latin-1.
            return parse(path, Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw ConfigException.processing(path, path + " file is missing");
        } catch (IOException e) {
            throw ConfigException.processing(path, reason(path, e));
        }
    }

    private static String reason(Path path, IOException e) {
        if (Files.isDirectory(path)) {
            return path + " (Is a directory)";
        }
        return Files.isReadable(path)
                ? String.valueOf(e.getMessage())
                : path + " (Permission denied)";
    }

    static PropertiesFile parse(Path path, String text) {
        var entries = new ArrayList<Entry>();
        List<String> lines = text.lines().toList();
        int next = 0;
        while (next < lines.size()) {
            int first = next;
            String line = lines.get(next++).stripLeading();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            while (endsInBackslash(line)) {
                line = line.substring(0, line.length() - 1);
                // With nothing to continue, what follows is a line of its own, perhaps a comment.
                if (line.isEmpty() || next == lines.size()) {
                    break;
                }
                line += lines.get(next++).stripLeading();
            }
            if (!line.isEmpty()) {
                entries.add(entry(path, line, first + 1));
            }
        }
        return new PropertiesFile(path, entries);
    }

    /// The entry that counts: of several with one key, the last.
    @Nullable Entry last(String key) {
        return entries.reversed().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    Origin.Line origin(Entry entry) {
        return new Origin.Line(path, entry.line());
    }

    private static boolean endsInBackslash(String line) {
        int backslashes = 0;
        while (backslashes < line.length()
                && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static Entry entry(Path path, String line, int number) {
        int keyEnd = 0;
        while (keyEnd < line.length() && !endsKey(line.charAt(keyEnd))) {
            keyEnd += line.charAt(keyEnd) == '\\' ? 2 : 1;
        }
        keyEnd = Math.min(keyEnd, line.length());
        String rest = line.substring(keyEnd).stripLeading();
        if (rest.startsWith("=") || rest.startsWith(":")) {
            rest = rest.substring(1);
        }
        var origin = new Origin.Line(path, number);
        return new Entry(
                unescape(line.substring(0, keyEnd), origin).strip(),
                unescape(rest.stripLeading(), origin).strip(),
                number);
    }

    private static boolean endsKey(char c) {
        return c == '=' || c == ':' || Character.isWhitespace(c);
    }

    private static String unescape(String text, Origin origin) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 't' -> plain.append('\t');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    plain.append(unicode(text, i + 1, origin));
                    i += 4;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private static char unicode(String text, int from, Origin origin) {
        try {
            return (char) Integer.parseUnsignedInt(text, from, from + 4, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw ConfigException.processing(
                    origin, "Malformed \\uxxxx encoding; it takes four hexadecimal digits");
        }
    }
}
