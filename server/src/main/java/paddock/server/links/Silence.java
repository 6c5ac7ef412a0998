package paddock.server.links;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// Notices that nothing has been heard of a peer for too long. Belongs to the event loop.
final class Silence {
    private final EventLoop loop;
    private final Runnable tooLong;
    private long limitMillis;
    private long lastHeardNanos = System.nanoTime();
    private @Nullable ScheduledFuture<?> check;
    private boolean excused;

    Silence(EventLoop loop, long limitMillis, Runnable tooLong) {
        this.loop = loop;
        this.limitMillis = limitMillis;
        this.tooLong = tooLong;
        schedule(limitMillis * 1_000_000);
    }

    void heard() {
        lastHeardNanos = System.nanoTime();
    }

    long limitMillis() {
        return limitMillis;
    }

    /// Changes how long silence may last, from now on.
    void limit(long millis) {
        if (limitMillis != millis) {
            limitMillis = millis;
            stop();
            heard();
            schedule(millis * 1_000_000);
        }
    }

    /// Whether the peer is not to blame, since nobody listens.
    void excuse(boolean notListening) {
        excused = notListening;
        heard();
    }

    void stop() {
        ScheduledFuture<?> pending = check;
        if (pending != null) {
            pending.cancel(false);
            check = null;
        }
    }

    private void schedule(long nanos) {
        check = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (excused) {
            heard();
        }
        long left = lastHeardNanos + limitMillis * 1_000_000 - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            check = null;
            tooLong.run();
        }
    }
}
