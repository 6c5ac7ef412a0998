package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

/// A server that starts again has everything its disk had confirmed, and nothing that was never
/// logged.
public final class RecoveryNeitherLosesNorInvents {
    private final Lineage lineage;

    public RecoveryNeitherLosesNorInvents(Lineage lineage) {
        this.lineage = lineage;
    }

    /// A server recovered everything up to a transaction; its disk had confirmed another one.
    public void recovered(long server, long zxid, long confirmed) {
        if (!lineage.knows(zxid)) {
            throw broken("server %d recovers %s, which nobody logged", server, hex(zxid));
        }
        if (!lineage.contains(zxid, confirmed)) {
            throw broken(
                    "server %d recovers the history of %s, its disk had confirmed %s",
                    server, hex(zxid), hex(confirmed));
        }
    }

    /// A server promised an epoch, or entered one, and starts again with what its files say.
    public void epochs(long server, long accepted, long current, long promised, long entered) {
        if (accepted < promised || current < entered) {
            throw broken(
                    "server %d starts with epochs %d and %d, it had promised %d and entered %d",
                    server, accepted, current, promised, entered);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(String format, Object... values) {
        return new BrokenPromise(RecoveryNeitherLosesNorInvents.class, format.formatted(values));
    }
}
