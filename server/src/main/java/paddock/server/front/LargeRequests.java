package paddock.server.front;

import java.util.concurrent.atomic.AtomicLong;

/// Bounds the bytes of all large requests in flight together. Any thread.
public final class LargeRequests {
    private final int threshold;
    private final long maxBytes;
    private final AtomicLong inFlight = new AtomicLong();

    /// A threshold of -1 counts no request as large.
    public LargeRequests(int threshold, long maxBytes) {
        this.threshold = threshold;
        this.maxBytes = maxBytes;
    }

    /// Whether a request of that length counts.
    boolean isLarge(int length) {
        return threshold >= 0 && length > threshold;
    }

    /// Counts a request if it is large; false when it is too much.
    boolean admit(int length) {
        if (!isLarge(length)) {
            return true;
        }
        if (inFlight.addAndGet(length) > maxBytes) {
            inFlight.addAndGet(-length);
            return false;
        }
        return true;
    }

    void release(long bytes) {
        if (bytes > 0) {
            inFlight.addAndGet(-bytes);
        }
    }
}
