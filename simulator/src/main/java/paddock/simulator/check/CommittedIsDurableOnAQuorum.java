package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/// A leader commits nothing that could still be lost: a quorum of disks holds it already.
public final class CommittedIsDurableOnAQuorum {
    private final Lineage lineage;
    private final Map<Long, Long> durable = new TreeMap<>();

    public CommittedIsDurableOnAQuorum(Lineage lineage) {
        this.lineage = lineage;
    }

    /// The disk of a server holds everything up to a transaction, and nothing after it for sure.
    public void durable(long server, long zxid) {
        durable.put(server, zxid);
    }

    /// What a server's disk surely holds.
    public long durable(long server) {
        return durable.getOrDefault(server, 0L);
    }

    /// A leader commits a transaction of its own epoch.
    public void committed(long leader, long zxid, SortedSet<Long> voters) {
        int count = 0;
        for (long voter : voters) {
            if (lineage.contains(durable(voter), zxid)) {
                count++;
            }
        }
        if (count <= voters.size() / 2) {
            throw new BrokenPromise(
                    CommittedIsDurableOnAQuorum.class,
                    "leader %d commits %s, which is on %d of %d disks"
                            .formatted(leader, hex(zxid), count, voters.size()));
        }
    }
}
