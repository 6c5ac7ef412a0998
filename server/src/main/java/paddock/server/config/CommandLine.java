package paddock.server.config;

import java.nio.file.Path;
import java.util.Arrays;

/// What the server was called with: `<configfile>`, or `<port> <dataDir> [tickTime]
/// [maxClientCnxns]`.
public sealed interface CommandLine {
    /// Everything else stands in a file.
    record ConfigFile(Path path) implements CommandLine {}

    /// A standalone server without a file. Values are as they were written.
    record Direct(String port, String dataDir, String tickTime, String maxClientCnxns)
            implements CommandLine {}

    /// @throws ConfigException when there are too few or too many arguments
    static CommandLine parse(String[] args) {
        return switch (args.length) {
            case 1 -> new ConfigFile(Path.of(args[0]));
            // Unlike a file that does not mention it, this form sets no limit per address.
            case 2 -> new Direct(args[0], args[1], "3000", "0");
            case 3 -> new Direct(args[0], args[1], args[2], "0");
            case 4 -> new Direct(args[0], args[1], args[2], args[3]);
            default ->
                    throw ConfigException.usage(
                            "Invalid number of arguments:" + Arrays.toString(args));
        };
    }
}
