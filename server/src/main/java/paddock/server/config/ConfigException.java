package paddock.server.config;

/// The server was called or configured in a way it cannot run with. The message is one line that
/// names the place, the value and what would have been accepted, and contains the words the
/// reference uses for the same mistake.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int INVALID = 2;

    // As the reference, which notices this one later than all others.
    private static final int FOREIGN_MYID = 1;

    private static final String INVALID_CONFIG = "Invalid config, exiting abnormally";
    private static final String USAGE =
            "Usage: ZooKeeperServerMain configfile | port datadir [ticktime] [maxcnxns]";

    private final String lastWords;
    private final int exitCode;

    private ConfigException(String message, String lastWords, int exitCode) {
        super(message);
        this.lastWords = lastWords;
        this.exitCode = exitCode;
    }

    /// A mistake in the configuration.
    public static ConfigException invalid(String message) {
        return new ConfigException(message, INVALID_CONFIG, INVALID);
    }

    /// A mistake in a file, where the reference says "Error processing".
    static ConfigException processing(Object file, String message) {
        return invalid("Error processing " + file + ": " + message);
    }

    /// A mistake in the command line.
    static ConfigException usage(String message) {
        return new ConfigException(message, USAGE, INVALID);
    }

    /// This server has an id that no member has.
    static ConfigException foreignMyid(String message) {
        return new ConfigException(message, INVALID_CONFIG, FOREIGN_MYID);
    }

    /// The exit code of the process.
    public int exitCode() {
        return exitCode;
    }

    /// The line that goes to standard error, beside the log, as the reference prints it.
    public String lastWords() {
        return lastWords;
    }
}
