package paddock.shell.line;

import java.util.ArrayList;
import java.util.List;

/// Cuts a line into words.
///
/// White space parts them. A word that begins with `"` or `'` goes on to the next such quote and
/// loses both; there are no escapes. Quotes inside a word are part of it, and a first quote without
/// a second one is dropped.
public final class Words {
    private Words() {}

    /// The words of a line; none for a blank one.
    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == line.length()) {
                return List.copyOf(words);
            }
            char first = line.charAt(at);
            if (first == '"' || first == '\'') {
                int end = line.indexOf(first, at + 1);
                if (end >= 0) {
                    words.add(line.substring(at + 1, end));
                    at = end + 1;
                    continue;
                }
                at++;
            }
            int end = at;
            while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                end++;
            }
            if (end > at) {
                words.add(line.substring(at, end));
            }
            at = end;
        }
    }
}
