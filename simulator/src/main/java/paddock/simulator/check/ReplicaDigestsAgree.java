package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import java.util.HashMap;
import java.util.Map;

/// All trees that contain the same transactions are the same tree.
public final class ReplicaDigestsAgree {
    private final Map<Long, Long> digests = new HashMap<>();

    /// A server's tree contains everything up to a transaction.
    public void has(long server, long zxid, long digest) {
        Long other = digests.putIfAbsent(zxid, digest);
        if (other != null && other != digest) {
            throw new BrokenPromise(
                    ReplicaDigestsAgree.class,
                    "server %d has digest %x at %s, another one had %x"
                            .formatted(server, digest, hex(zxid), other));
        }
    }
}
