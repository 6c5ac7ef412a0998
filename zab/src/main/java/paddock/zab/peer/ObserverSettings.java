package paddock.zab.peer;

/// How a peer behaves where it is an observer.
///
/// @param keepsLog whether what it learns is written to its log; an observer that keeps none starts
///   from its last snapshot again
/// @param reconnectMillis the longest pause before it connects to a leader
/// @param electionMillis the longest pause before it looks for another leader
public record ObserverSettings(boolean keepsLog, int reconnectMillis, int electionMillis) {
    /// Keeps a log and makes no pauses.
    public static final ObserverSettings EAGER = new ObserverSettings(true, 0, 0);

    /// A pause of up to `longest` milliseconds, so that many observers come one after the other.
    /// Equal servers at equal times make equal ones: a simulated run can be repeated.
    static long pause(int longest, long serverId, long nowMillis) {
        if (longest == 0) {
            return 0;
        }
        long mixed = (nowMillis * 31 + serverId) * 0x9E37_79B9_7F4A_7C15L;
        return Math.floorMod(mixed >>> 17, longest + 1L);
    }
}
