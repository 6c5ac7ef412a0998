package paddock.replica;

/// How a member of an ensemble treats its clients.
///
/// @param leaderlessMillis how long connections are kept, and their requests wait, while there is
///   no leader; an election that is over sooner costs clients no connection
/// @param localSessions what new sessions are known to
/// @param readOnly whether a member that finds no leader serves reads
/// @param leaderServes whether a leader serves clients
public record MemberSettings(
        int leaderlessMillis,
        LocalSessionMode localSessions,
        boolean readOnly,
        boolean leaderServes) {
    private static final int LONGEST_LEADERLESS_MILLIS = 1_000;

    /// How long connections are kept without a leader unless told otherwise: for one tick, but no
    /// longer than a second. Clients that were let go sooner could have found another server by
    /// then.
    public static int usualLeaderlessMillis(int tickMillis) {
        return Math.min(tickMillis, LONGEST_LEADERLESS_MILLIS);
    }

    /// What the reference does unless told otherwise, with that for new sessions.
    public static MemberSettings usual(int tickMillis, LocalSessionMode localSessions) {
        return new MemberSettings(usualLeaderlessMillis(tickMillis), localSessions, false, true);
    }
}
