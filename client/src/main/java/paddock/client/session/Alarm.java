package paddock.client.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// Wakes a session in time. Of the loop's thread.
final class Alarm {
    private final EventLoop loop;
    private final Runnable wake;
    private @Nullable ScheduledFuture<?> set;
    private long setNanos;

    Alarm(EventLoop loop, Runnable wake) {
        this.loop = loop;
        this.wake = wake;
    }

    /// Wakes by then, and not before something else wanted it earlier.
    void wakeBy(long nanos) {
        ScheduledFuture<?> before = set;
        if (before != null) {
            if (setNanos - nanos <= 0) {
                return;
            }
            before.cancel(false);
        }
        setNanos = nanos;
        set =
                loop.schedule(
                        this::ring, Math.max(nanos - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        set = null;
        wake.run();
    }
}
