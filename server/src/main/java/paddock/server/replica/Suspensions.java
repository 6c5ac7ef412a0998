package paddock.server.replica;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/// Notices that this process did not run: a pause of the garbage collector, SIGSTOP, a virtual
/// machine that was frozen.
///
/// The replica's thread looks at the clock at least once an interval, if it runs at all. What a
/// look comes later than that, it was kept from it. A thread that was merely busy is not told
/// apart; it only makes sessions live longer by as much.
final class Suspensions {
    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final long intervalNanos;
    private long lastNanos;

    /// @param intervalMillis how long the thread sleeps at most
    Suspensions(long intervalMillis, long nowNanos) {
        intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        lastNanos = nowNanos;
    }

    /// For how many milliseconds, until now, this process did not run; 0 where it did. A thread is
    /// never woken quite in time, so what is less than half an interval does not count.
    long endedAt(long nowNanos) {
        long missedNanos = nowNanos - lastNanos - intervalNanos;
        lastNanos = nowNanos;
        if (missedNanos < intervalNanos / 2) {
            return 0;
        }
        long missedMillis = TimeUnit.NANOSECONDS.toMillis(missedNanos);
        LOG.warn(
                "this server did not run for about {} ms: sessions are given as much more time",
                missedMillis);
        return missedMillis;
    }
}
