package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import paddock.wire.ensemble.Zxid;

import java.util.Map;
import java.util.TreeMap;

/// What a client was told to be done is in the history of every later leader, and in the end of
/// every server.
public final class AcknowledgedUpdatesSurvive {
    private final Lineage lineage;

    /// The newest update acknowledged, by its epoch.
    private final TreeMap<Long, Long> newestByEpoch = new TreeMap<>();

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
            newestByEpoch.put(Zxid.epoch(zxid), zxid);
        } else if (!lineage.contains(newest, zxid)) {
            throw broken("%s and %s were acknowledged and exclude each other", newest, zxid);
        }
    }

    /// A server begins to lead an epoch with a history.
    ///
    /// It may have stood still since a quorum agreed to that, and not know that newer epochs have
    /// begun; it needs nothing of what was acknowledged in those.
    public void leads(long server, long epoch, long tip) {
        Map.Entry<Long, Long> before = newestByEpoch.lowerEntry(epoch);
        stands(server, tip, before == null ? 0 : before.getValue());
    }

    /// A server ends the run with a history.
    public void stands(long server, long tip) {
        stands(server, tip, newest);
    }

    private void stands(long server, long tip, long needed) {
        if (!lineage.contains(tip, needed)) {
            throw broken(
                    "server "
                            + server
                            + " has the history of %s without %s, which was acknowledged",
                    tip,
                    needed);
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
