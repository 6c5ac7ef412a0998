package paddock.conformance.ensemble;

/// What a member says it is.
public enum Mode {
    LEADER,
    FOLLOWER,
    OBSERVER,
    STANDALONE,
    READ_ONLY,
    /// It does not serve: not running, suspended, or still looking for a leader.
    NONE;

    /// Reads the answer to `srvr`.
    static Mode in(String srvr) {
        return srvr.lines()
                .filter(line -> line.startsWith("Mode: "))
                .map(line -> named(line.substring("Mode: ".length())))
                .findFirst()
                .orElse(NONE);
    }

    private static Mode named(String name) {
        return switch (name) {
            case "leader" -> LEADER;
            case "follower" -> FOLLOWER;
            case "observer" -> OBSERVER;
            case "standalone" -> STANDALONE;
            case "read-only" -> READ_ONLY;
            default -> throw new IllegalStateException("Mode: " + name);
        };
    }

    /// Whether it has its place in an ensemble.
    boolean serves() {
        return this == LEADER || this == FOLLOWER || this == OBSERVER;
    }
}
