package paddock.client.session;

/// Where a server listens: a name or address that is not resolved yet, and a port.
///
/// @param host without the brackets that IPv6 addresses have in a connect string
/// @param port 1 to 65535
public record HostPort(String host, int port) {
    /// The port of a server that names none.
    public static final int DEFAULT_PORT = 2181;

    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a server without a host name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port " + port + " of server " + host + " is not in 1..65535");
        }
    }

    /// Reads `host`, `host:port`, `[v6]`, `[v6]:port`; a bare IPv6 address stands for itself.
    ///
    /// @throws IllegalArgumentException when it is none of them
    public static HostPort parse(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith("[")) {
            int end = trimmed.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("server \"" + text + "\" lacks a ]");
            }
            String rest = trimmed.substring(end + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw new IllegalArgumentException(
                        "server \"" + text + "\" has more than a port after its ]");
            }
            return new HostPort(
                    trimmed.substring(1, end),
                    rest.isEmpty() ? DEFAULT_PORT : port(text, rest.substring(1)));
        }
        int colon = trimmed.lastIndexOf(':');
        if (colon < 0 || trimmed.indexOf(':') != colon) {
            return new HostPort(trimmed, DEFAULT_PORT);
        }
        return new HostPort(trimmed.substring(0, colon), port(text, trimmed.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "server \"" + text + "\" has no number for a port", e);
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
