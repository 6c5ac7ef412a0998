package paddock.server.config;

/// Something about the configuration that the operator should read but that does not keep the
/// server from starting. `main` logs it.
///
/// @param severity how loudly
/// @param text one line that names the key and where it stands
public record Finding(Severity severity, String text) {
    /// The log level of a finding.
    public enum Severity {
        /// Good to know, nothing to do.
        INFO,
        /// The configuration says something that is not, or not exactly, what happens.
        WARN,
        /// What the reference logs as an error although it starts.
        ERROR
    }

    static Finding info(String text) {
        return new Finding(Severity.INFO, text);
    }

    static Finding warn(String text) {
        return new Finding(Severity.WARN, text);
    }

    static Finding error(String text) {
        return new Finding(Severity.ERROR, text);
    }
}
