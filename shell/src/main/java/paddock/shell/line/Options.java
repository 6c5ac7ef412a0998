package paddock.shell.line;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options a command takes, and how to find them on its line.
///
/// Options stand anywhere behind the command's name. A value follows as the next word, or in the
/// same one: `-v 3`, `-v3`, `-v=3`. Options of one letter can share a dash: `-sw`. Behind `--` all
/// words are operands. A number below zero can be a value.
public final class Options {
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private int groups;
    private String needed = "";

    /// No options yet.
    public static Options none() {
        return new Options();
    }

    /// Adds a switch.
    public Options flag(String name, String doc) {
        return add(new Option(name, false, doc, 0, false));
    }

    /// Adds an option with a value.
    public Options value(String name, String doc) {
        return add(new Option(name, true, doc, 0, false));
    }

    /// Adds a switch with two dashes.
    public Options longFlag(String name, String doc) {
        return add(new Option(name, false, doc, 0, true));
    }

    /// Adds an option with a value and two dashes.
    public Options longValue(String name, String doc) {
        return add(new Option(name, true, doc, 0, true));
    }

    /// Adds options of which a line can have one only, as pairs of name and meaning.
    ///
    /// @param required how the reference names the group where one of it is needed; empty where not
    public Options oneOf(boolean takesValue, String required, String... namesAndDocs) {
        groups++;
        needed = required;
        for (int i = 0; i < namesAndDocs.length; i += 2) {
            add(new Option(namesAndDocs[i], takesValue, namesAndDocs[i + 1], groups, false));
        }
        return this;
    }

    private Options add(Option option) {
        byName.put(option.name(), option);
        return this;
    }

    /// In the order in which they were added.
    public List<Option> all() {
        return List.copyOf(byName.values());
    }

    /// Tells options from operands.
    ///
    /// @param words the line without the command's name
    /// @throws OptionException when they do not allow it
    public Arguments parse(List<String> words) {
        return new Parse(words).run();
    }

    private @Nullable Option find(String name, boolean isLong) {
        Option option = byName.get(name);
        return option != null && option.isLong() == isLong ? option : null;
    }

    /// Whether a word looks like one of these options, rather than like a value of one.
    private boolean isOption(String word) {
        if (word.length() < 2 || word.charAt(0) != '-') {
            return false;
        }
        if (word.startsWith("--")) {
            return word.length() == 2 || find(nameOf(word.substring(2)), true) != null;
        }
        return find(nameOf(word.substring(1)), false) != null
                || find(word.substring(1, 2), false) != null;
    }

    private static String nameOf(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    /// One line on its way.
    private final class Parse {
        private final List<String> words;
        private final List<String> operands = new ArrayList<>();
        private final Map<String, List<String>> found = new HashMap<>();
        private final Map<Integer, Option> chosen = new HashMap<>();
        private int at;

        Parse(List<String> words) {
            this.words = words;
        }

        Arguments run() {
            while (at < words.size()) {
                String word = words.get(at++);
                if (word.equals("--")) {
                    operands.addAll(words.subList(at, words.size()));
                    break;
                } else if (word.startsWith("--")) {
                    takeWhole(word, word.substring(2), true);
                } else if (word.length() > 1 && word.charAt(0) == '-') {
                    if (!takeWhole(word, word.substring(1), false)) {
                        takeLetters(word);
                    }
                } else {
                    operands.add(word);
                }
            }
            if (!needed.isEmpty() && chosen.isEmpty()) {
                throw OptionException.missing(needed);
            }
            return new Arguments(operands, found);
        }

        /// Takes `-name`, `-name value` or `-name=value`; false where it is none of them.
        private boolean takeWhole(String word, String text, boolean isLong) {
            Option option = find(text, isLong);
            if (option != null) {
                take(option, option.takesValue() ? nextValue(option) : "");
                return true;
            }
            int equals = text.indexOf('=');
            option = equals < 0 ? null : find(text.substring(0, equals), isLong);
            if (option != null && option.takesValue()) {
                take(option, text.substring(equals + 1));
                return true;
            }
            if (isLong) {
                throw OptionException.unrecognized(word);
            }
            return false;
        }

        /// Takes `-abc`, where the first that takes a value has the rest of the word for it.
        private void takeLetters(String word) {
            for (int i = 1; i < word.length(); i++) {
                Option option = find(word.substring(i, i + 1), false);
                if (option == null) {
                    throw OptionException.unrecognized(word);
                }
                if (option.takesValue()) {
                    boolean isLast = i + 1 == word.length();
                    take(option, isLast ? nextValue(option) : word.substring(i + 1));
                    return;
                }
                take(option, "");
            }
        }

        private String nextValue(Option option) {
            if (at == words.size() || isOption(words.get(at))) {
                throw OptionException.missingArgument(option);
            }
            return words.get(at++);
        }

        /// Enters an option.
        private void take(Option option, String value) {
            if (option.group() > 0) {
                Option before = chosen.putIfAbsent(option.group(), option);
                if (before != null && !before.equals(option)) {
                    throw OptionException.alreadySelected(option, before);
                }
            }
            found.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
        }
    }
}
