package paddock.conformance.differential;

import paddock.conformance.server.ServerOptions;

/// How the two servers of an [Arena] are configured.
public enum Profile {
    /// As most people run it.
    PLAIN(0xfffff, base()),
    /// TTL znodes and enforced quotas.
    EXTENDED(
            0xfffff,
            base().property("zookeeper.extendedTypesEnabled", "true")
                    .property("zookeeper.enforceQuota", "true")),
    /// Small frames, narrow session timeouts and no ACL checks.
    TIGHT(
            2_000,
            base().key("minSessionTimeout", "7000")
                    .key("maxSessionTimeout", "20000")
                    .property("jute.maxbuffer", "2000")
                    .property("zookeeper.skipACL", "yes"));

    /// What the harness itself authenticates with, to see everything.
    static final String SUPER = "super:secret";

    private final int maxFrameBytes;
    private final ServerOptions options;

    Profile(int maxFrameBytes, ServerOptions options) {
        this.maxFrameBytes = maxFrameBytes;
        this.options = options;
    }

    /// The longest frame the servers accept.
    int maxFrameBytes() {
        return maxFrameBytes;
    }

    /// The options of both servers.
    public ServerOptions options() {
        return options;
    }

    /// The profile a seed is played under.
    public static Profile of(long seed) {
        int slot = (int) Math.floorMod(seed, 10L);
        if (slot < 5) {
            return PLAIN;
        }
        return slot < 9 ? EXTENDED : TIGHT;
    }

    private static ServerOptions base() {
        return ServerOptions.standard()
                // Nothing may change by itself while both sides are compared.
                .property("znode.container.checkIntervalMs", "1000000000")
                .property(
                        "zookeeper.DigestAuthenticationProvider.superDigest",
                        "super:" + Digests.of(SUPER));
    }
}
