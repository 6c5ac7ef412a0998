package paddock.server.words;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Which words are answered (commands reference, A2).
final class Whitelist {
    private final SequencedSet<String> allowed = new LinkedHashSet<>();

    Whitelist(String commaList, boolean readOnlyModeEnabled) {
        List<String> named = Arrays.stream(commaList.split(",")).map(String::trim).toList();
        boolean all = named.contains("*");
        for (String word : FourLetterWords.KNOWN) {
            // What others depend on is to be changed only where that is meant: `*` is not enough.
            if (named.contains(word) || all && !FourLetterWords.GUARDED.contains(word)) {
                allowed.add(word);
            }
        }
        allowed.add("srvr");
        if (readOnlyModeEnabled) {
            allowed.add("isro");
        }
    }

    boolean allows(String word) {
        return allowed.contains(word);
    }

    SequencedSet<String> allowed() {
        return allowed;
    }
}
