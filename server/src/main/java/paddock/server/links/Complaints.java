package paddock.server.links;

import org.slf4j.Logger;

/// Says what peers did wrong, one line a second: a flood of nonsense is no flood in the log.
///
/// Belongs to the event loop.
final class Complaints {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Logger log;
    private long nextNanos = System.nanoTime();
    private long suppressed;

    Complaints(Logger log) {
        this.log = log;
    }

    void complain(String about, Object peer, String what) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            suppressed++;
            return;
        }
        nextNanos = now + INTERVAL_NANOS;
        String others =
                suppressed == 0 ? "" : " (and " + suppressed + " more complaints like this one)";
        suppressed = 0;
        log.warn("{} {}: {}{}", about, peer, what, others);
    }
}
