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
/// @param leaderlessMillis how long connections are kept, and their requests wait, while there is
///   no leader; an election that is over sooner costs clients no connection
/// @param localSessions what new sessions are known to; a server that stands alone has no local
///   ones
/// @param readOnly whether a member that finds no leader serves reads
/// @param leaderServes whether a leader serves clients
public record ReplicaSettings(
        long serverId,
        int tickMillis,
        int throttledOpMillis,
        int containerCheckMillis,
        int containersPerMinute,
        int neverUsedContainerMillis,
        int leaderlessMillis,
        LocalSessionMode localSessions,
        boolean readOnly,
        boolean leaderServes) {
    private static final int LONGEST_LEADERLESS_MILLIS = 1_000;
    private static final int LEAST_READ_ONLY_AFTER_MILLIS = 2_000;

    /// Keeps connections for one tick without a leader, but no longer than a second: clients that
    /// were let go sooner could have found another server by then.
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
                Math.min(tickMillis, LONGEST_LEADERLESS_MILLIS),
                LocalSessionMode.OFF,
                false,
                true);
    }

    /// How long a server looks for a leader before it serves reads.
    int readOnlyAfterMillis() {
        return Math.max(LEAST_READ_ONLY_AFTER_MILLIS, tickMillis);
    }

    /// The same, keeping connections for that long without a leader.
    public ReplicaSettings keepingConnections(int millis) {
        return new ReplicaSettings(
                serverId,
                tickMillis,
                throttledOpMillis,
                containerCheckMillis,
                containersPerMinute,
                neverUsedContainerMillis,
                millis,
                localSessions,
                readOnly,
                leaderServes);
    }

    /// The same, serving clients or not as a leader, and reads or nothing without one.
    public ReplicaSettings serving(boolean asLeader, boolean withoutLeader) {
        return new ReplicaSettings(
                serverId,
                tickMillis,
                throttledOpMillis,
                containerCheckMillis,
                containersPerMinute,
                neverUsedContainerMillis,
                leaderlessMillis,
                localSessions,
                withoutLeader,
                asLeader);
    }

    /// The same with that for new sessions.
    public ReplicaSettings with(LocalSessionMode mode) {
        return new ReplicaSettings(
                serverId,
                tickMillis,
                throttledOpMillis,
                containerCheckMillis,
                containersPerMinute,
                neverUsedContainerMillis,
                leaderlessMillis,
                mode,
                readOnly,
                leaderServes);
    }
}
