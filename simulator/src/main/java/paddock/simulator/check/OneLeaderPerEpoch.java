package paddock.simulator.check;

import java.util.HashMap;
import java.util.Map;

/// No two servers ever lead the same epoch.
public final class OneLeaderPerEpoch {
    private final Map<Long, Long> leaders = new HashMap<>();

    /// A server begins to lead an epoch.
    public void leads(long server, long epoch) {
        Long other = leaders.putIfAbsent(epoch, server);
        if (other != null && other != server) {
            throw new BrokenPromise(
                    OneLeaderPerEpoch.class,
                    "servers %d and %d both lead epoch %d".formatted(other, server, epoch));
        }
    }
}
