package paddock.server.links;

import java.security.Security;

/// How long the process believes what it was told about names of other servers.
public final class PeerNames {
    private static final String KEPT = "networkaddress.cache.ttl";
    private static final String UNKNOWN_KEPT = "networkaddress.cache.negative.ttl";

    private PeerNames() {}

    /// Has each connection attempt ask anew, before the first name is looked up: a server that
    /// moved would otherwise not be found for half a minute. Who sets `-Dsun.net.inetaddr.ttl`, or
    /// that property in a file named by `-Djava.security.properties`, has it as set.
    public static void askAnew() {
        if (Security.getProperty(KEPT) == null
                && System.getProperty("sun.net.inetaddr.ttl") == null) {
            Security.setProperty(KEPT, "0");
            Security.setProperty(UNKNOWN_KEPT, "0");
        }
    }
}
