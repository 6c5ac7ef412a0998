package paddock.replica;

/// What the replica must know of the configuration. Times are in milliseconds.
///
/// @param serverId goes into the ids of sessions
/// @param tickMillis the grid on which sessions expire
/// @param throttledOpMillis how old an operation may be when its turn comes; 0 for any age
/// @param containerCheckMillis how often containers and TTL znodes are looked at
/// @param containersPerMinute how many of them are removed in a minute at most
/// @param neverUsedContainerMillis the age at which a container that never had a child is removed;
///   0 for never
/// @param member for members of an ensemble; a server that stands alone has no use for it
public record ReplicaSettings(
        long serverId,
        int tickMillis,
        int throttledOpMillis,
        int containerCheckMillis,
        int containersPerMinute,
        int neverUsedContainerMillis,
        MemberSettings member) {
    private static final int LEAST_READ_ONLY_AFTER_MILLIS = 2_000;

    /// The usual for members, and sessions that the whole ensemble knows.
    public ReplicaSettings(
            long serverId,
            int tickMillis,
            int throttledOpMillis,
            int containerCheckMillis,
            int containersPerMinute,
            int neverUsedContainerMillis) {
        this(
                serverId,
                tickMillis,
                throttledOpMillis,
                containerCheckMillis,
                containersPerMinute,
                neverUsedContainerMillis,
                MemberSettings.usual(tickMillis, LocalSessionMode.OFF));
    }

    /// How long a server looks for a leader before it serves reads.
    int readOnlyAfterMillis() {
        return Math.max(LEAST_READ_ONLY_AFTER_MILLIS, tickMillis);
    }

    /// The same as such a member.
    public ReplicaSettings with(MemberSettings asMember) {
        return new ReplicaSettings(
                serverId,
                tickMillis,
                throttledOpMillis,
                containerCheckMillis,
                containersPerMinute,
                neverUsedContainerMillis,
                asMember);
    }
}
