package paddock.zab.election;

/// What an operator may set about elections. All times are in milliseconds.
///
/// @param finalizeWaitMillis how long nothing new must be heard before a round is closed, where it
///   is not certain that there is nothing new
/// @param minIntervalMillis after which time a vote is sent again at first
/// @param maxIntervalMillis to which that time grows, by doubling
/// @param observer whether this server observes if it is not in the list of servers
public record ElectionSettings(
        int finalizeWaitMillis, int minIntervalMillis, int maxIntervalMillis, boolean observer) {
    /// As the reference has it, for a server that would vote.
    public static final ElectionSettings DEFAULT = new ElectionSettings(200, 200, 60_000, false);

    public ElectionSettings {
        if (finalizeWaitMillis < 0
                || minIntervalMillis <= 0
                || maxIntervalMillis < minIntervalMillis) {
            throw new IllegalArgumentException(
                    "election: finalize wait "
                            + finalizeWaitMillis
                            + " ms, notification interval "
                            + minIntervalMillis
                            + " to "
                            + maxIntervalMillis
                            + " ms");
        }
    }
}
