package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

/// What a client was told to be done is in the history of every later leader, and in the end of
/// every server.
public final class AcknowledgedUpdatesSurvive {
    private final Lineage lineage;
    private long newest;
    private long count;

    public AcknowledgedUpdatesSurvive(Lineage lineage) {
        this.lineage = lineage;
    }

    /// A client is told that its update is done.
    public void acknowledged(long zxid) {
        count++;
        if (lineage.contains(zxid, newest)) {
            newest = zxid;
        } else if (!lineage.contains(newest, zxid)) {
            throw broken("%s and %s were acknowledged and exclude each other", newest, zxid);
        }
    }

    /// A server begins to serve as leader, or ends the run, with a history.
    public void stands(long server, long tip) {
        if (!lineage.contains(tip, newest)) {
            throw broken(
                    "server "
                            + server
                            + " has the history of %s without %s, which was acknowledged",
                    tip,
                    newest);
        }
    }

    /// Somebody asked after the newest acknowledged update was acknowledged, and waited for a sync.
    public void readAfterSync(long server, long tip, long acknowledgedBefore) {
        if (!lineage.contains(tip, acknowledgedBefore)) {
            throw broken(
                    "server "
                            + server
                            + " answers from %s after a sync, %s was acknowledged before",
                    tip,
                    acknowledgedBefore);
        }
    }

    /// The newest update acknowledged.
    public long newest() {
        return newest;
    }

    /// How many were acknowledged.
    public long count() {
        return count;
    }

    private static BrokenPromise broken(String format, long first, long second) {
        return new BrokenPromise(
                AcknowledgedUpdatesSurvive.class, format.formatted(hex(first), hex(second)));
    }
}
