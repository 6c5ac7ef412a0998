package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

/// All that is ever committed, anywhere, is one history; and every server applies it in order.
public final class CommittedPrefixAgrees {
    private final Lineage lineage;
    private long longest;

    public CommittedPrefixAgrees(Lineage lineage) {
        this.lineage = lineage;
    }

    /// A server that serves, or is brought up to date, commits everything up to a transaction.
    public void committed(long server, long zxid) {
        if (lineage.contains(longest, zxid)) {
            return;
        }
        if (!lineage.contains(zxid, longest)) {
            throw new BrokenPromise(
                    CommittedPrefixAgrees.class,
                    "server %d commits %s, whose history lacks %s, which is committed"
                            .formatted(server, hex(zxid), hex(longest)));
        }
        longest = zxid;
    }

    /// A server applies a transaction to a tree that contains everything up to `before`.
    public void applied(long server, long before, long zxid) {
        if (zxid > before
                && lineage.knows(before)
                && lineage.parent(zxid) != lineage.plain(before)) {
            throw new BrokenPromise(
                    CommittedPrefixAgrees.class,
                    "server %d applies %s after %s, it belongs after %s"
                            .formatted(server, hex(zxid), hex(before), hex(lineage.parent(zxid))));
        }
    }

    /// The newest transaction that is committed.
    public long longest() {
        return longest;
    }
}
