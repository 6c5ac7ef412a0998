package paddock.server.config;

/// The server was called or configured in a way it cannot run with. The message is one line that
/// names the place, the value and what would have been accepted, and contains the words the
/// reference uses for the same mistake.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The exit code of the process for every such mistake.
    public static final int EXIT_CODE = 2;

    private static final String INVALID_CONFIG = "Invalid config, exiting abnormally";
    private static final String USAGE =
            "Usage: ZooKeeperServerMain configfile | port datadir [ticktime] [maxcnxns]";

    private final String lastWords;

    private ConfigException(String message, String lastWords) {
        super(message);
        this.lastWords = lastWords;
    }

    /// A mistake in the configuration.
    public static ConfigException invalid(String message) {
        return new ConfigException(message, INVALID_CONFIG);
    }

    /// A mistake in a file, where the reference says "Error processing".
    static ConfigException processing(Object file, String message) {
        return invalid("Error processing " + file + ": " + message);
    }

    /// A mistake in the command line.
    static ConfigException usage(String message) {
        return new ConfigException(message, USAGE);
    }

    /// The line that goes to standard error, beside the log, as the reference prints it.
    public String lastWords() {
        return lastWords;
    }
}
