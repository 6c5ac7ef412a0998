package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

/// The history that a server says it has, when it promises to follow a leader, is on its disk: a
/// tree that arrived in part, or is not written yet, is none.
public final class PromisedHistoryIsOnDisk {
    private final Lineage lineage;
    private final CommittedIsDurableOnAQuorum disks;

    /// @param disks knows what is on which disk
    public PromisedHistoryIsOnDisk(Lineage lineage, CommittedIsDurableOnAQuorum disks) {
        this.lineage = lineage;
        this.disks = disks;
    }

    /// A server tells a leader up to where its history goes.
    ///
    /// @param zxid -1 where it claims none, as one whose log cannot be cut where a leader needs it
    public void promises(long server, long zxid) {
        if (zxid == -1) {
            return;
        }
        long onDisk = disks.durable(server);
        if (!lineage.contains(onDisk, zxid)) {
            throw new BrokenPromise(
                    PromisedHistoryIsOnDisk.class,
                    "server %d says that it has %s, its disk has the history of %s"
                            .formatted(server, hex(zxid), hex(onDisk)));
        }
    }
}
