package paddock.simulator.check;

import java.util.HashMap;
import java.util.Map;

/// A server promises an epoch only when its disk remembers the promise, and none that is older than
/// what it promised before.
public final class PromisesAreDurable {
    private final Map<Long, Long> promised = new HashMap<>();

    /// A server's disk remembers an epoch, offered to it or opened by itself.
    public void accepted(long server, long epoch) {
        promised.merge(server, epoch, Math::max);
    }

    /// A server tells a leader that it will follow no epoch older than `epoch`.
    ///
    /// @param onDisk the newest epoch that its disk remembers as promised
    public void promises(long server, long epoch, long onDisk) {
        long before = promised.getOrDefault(server, 0L);
        if (epoch < before) {
            throw broken("server %d promises epoch %d after epoch %d", server, epoch, before);
        }
        if (onDisk < epoch) {
            throw broken("server %d promises epoch %d with %d on disk", server, epoch, onDisk);
        }
        promised.put(server, epoch);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(String format, Object... values) {
        return new BrokenPromise(PromisesAreDurable.class, format.formatted(values));
    }
}
