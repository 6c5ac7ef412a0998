package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of [SnapshotComparer]. Of an option given twice the first counts.
final class ComparerOptions {
    private static final Map<String, String> LONG_NAMES =
            Map.of(
                    "left",
                    "l",
                    "right",
                    "r",
                    "bytes",
                    "b",
                    "nodes",
                    "n",
                    "debug",
                    "d",
                    "interactive",
                    "i");
    private static final List<String> REQUIRED = List.of("l", "r", "b", "n");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    private ComparerOptions() {}

    /// Reads arguments; words that are no options are passed over.
    ///
    /// @throws IllegalArgumentException with the line to print, when they cannot be understood
    static ComparerOptions parse(String[] args) {
        ComparerOptions options = new ComparerOptions();
        Iterator<String> left = List.of(args).iterator();
        while (left.hasNext()) {
            String arg = left.next();
            if (arg.startsWith("-") && arg.length() > 1) {
                options.add(arg, left);
            }
        }
        List<String> missing = new ArrayList<>(REQUIRED);
        missing.removeAll(options.values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "Missing required option%s: %s"
                            .formatted(missing.size() > 1 ? "s" : "", String.join(", ", missing)));
        }
        return options;
    }

    private void add(String arg, Iterator<String> left) {
        boolean isLong = arg.startsWith("--");
        String body = arg.substring(isLong ? 2 : 1);
        int equals = body.indexOf('=');
        String word = equals < 0 ? body : body.substring(0, equals);
        String name = isLong ? LONG_NAMES.get(word) : word;
        if (name != null && REQUIRED.contains(name)) {
            String value = equals >= 0 ? body.substring(equals + 1) : next(left);
            if (value == null) {
                throw new IllegalArgumentException("Missing argument for option: " + name);
            }
            values.putIfAbsent(name, value);
        } else if (equals < 0 && ("d".equals(name) || "i".equals(name))) {
            flags.add(name);
        } else {
            throw new IllegalArgumentException("Unrecognized option: " + arg);
        }
    }

    private static @Nullable String next(Iterator<String> left) {
        String value = left.hasNext() ? left.next() : null;
        return value != null && value.matches("-\\D.*") ? null : value;
    }

    String left() {
        return required("l");
    }

    String right() {
        return required("r");
    }

    /// Differences of more bytes are shown.
    int bytes() {
        return number("b");
    }

    /// Differences of more znodes are shown.
    int nodes() {
        return number("n");
    }

    boolean debug() {
        return flags.contains("d");
    }

    boolean interactive() {
        return flags.contains("i");
    }

    private int number(String name) {
        try {
            return Integer.parseInt(required(name));
        } catch (NumberFormatException e) {
            throw new ToolException(1, "'" + required(name) + "' can not be parsed to integer.");
        }
    }

    private String required(String name) {
        return values.getOrDefault(name, "");
    }
}
