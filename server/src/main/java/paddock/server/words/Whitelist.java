package paddock.server.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Which words are answered (commands reference, A2).
final class Whitelist {
    private final SequencedSet<String> allowed = new LinkedHashSet<>();

    Whitelist(List<String> named, boolean readOnlyModeEnabled) {
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
