package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;

/// The options of [TxnLogToolkit]: long, short, and short ones run together.
final class ToolkitOptions {
    boolean help;
    boolean recover;
    boolean verbose;
    boolean yes;
    boolean chop;
    @Nullable String zxid;
    @Nullable String file;

    static ToolkitOptions parse(String[] args) {
        ToolkitOptions options = new ToolkitOptions();
        Iterator<String> left = List.of(args).iterator();
        while (left.hasNext()) {
            String arg = left.next();
            if (arg.startsWith("--")) {
                options.set(arg.substring(2), arg, left);
            } else if (arg.startsWith("-") && arg.length() > 1) {
                for (int i = 1; i < arg.length(); i++) {
                    options.set(arg.substring(i, i + 1), arg, left);
                }
            } else if (options.file == null) {
                options.file = arg;
            }
        }
        return options;
    }

    private void set(String option, String arg, Iterator<String> left) {
        switch (option) {
            case "h", "help" -> help = true;
            case "d", "dump" -> {} // the default
            case "r", "recover" -> recover = true;
            case "v", "verbose" -> verbose = true;
            case "y", "yes" -> yes = true;
            case "c", "chop" -> chop = true;
            case "z", "zxid" -> {
                if (!left.hasNext()) {
                    throw new IllegalArgumentException("Missing argument for option: " + option);
                }
                zxid = left.next();
            }
            default -> throw new IllegalArgumentException("Unrecognized option: " + arg);
        }
    }
}
