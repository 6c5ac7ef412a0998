package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import java.util.HashMap;
import java.util.Map;

/// A version stands for one membership, whoever has it in force; and no leader decides anything
/// with an older one than its own history has come to.
public final class MembershipsAgree {
    private final Map<Long, String> texts = new HashMap<>();
    private long newestCommitted;

    /// No membership was ever changed.
    public MembershipsAgree() {}

    /// A server puts a membership in force.
    public void inForce(long server, long version, String text) {
        String other = texts.putIfAbsent(version, text);
        if (other != null && !other.equals(text)) {
            throw broken(
                    "server %d has another membership %s in force than others: %s and not %s",
                    server, hex(version), text, other);
        }
    }

    /// A leader commits a change of the membership.
    public void committed(long leader, long zxid, String text) {
        inForce(leader, zxid, text);
        newestCommitted = Math.max(newestCommitted, zxid);
    }

    /// A leader commits a transaction with the quorums of a membership.
    public void leadsWith(long leader, long version, long zxid) {
        if (newestCommitted < zxid && version < newestCommitted) {
            throw broken(
                    "leader %d commits %s with membership %s, %s is in force",
                    leader, hex(zxid), hex(version), hex(newestCommitted));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(String format, Object... values) {
        return new BrokenPromise(MembershipsAgree.class, format.formatted(values));
    }
}
