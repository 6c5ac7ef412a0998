package paddock.server.front;

/// The requests of one connection that the replica has and did not answer yet. Guarded by the
/// stripe.
final class InFlight {
    private final LargeRequests largeRequests;
    private final FrontLoop loop;
    private int count;
    private long bytes;
    private long largeBytes;

    InFlight(LargeRequests largeRequests, FrontLoop loop) {
        this.loop = loop;
        this.largeRequests = largeRequests;
    }

    int count() {
        return count;
    }

    /// How long they are together; an estimate once the first of them has been answered.
    long bytes() {
        return bytes;
    }

    /// Counts one; false when it is large and too many large ones are under way.
    boolean admit(int length) {
        if (!largeRequests.admit(length)) {
            return false;
        }
        if (largeRequests.isLarge(length)) {
            largeBytes += length;
        }
        count++;
        add(length);
        return true;
    }

    void answered() {
        // Which of them it was is not worth remembering: in the end all are.
        add(-bytes / count);
        count--;
        if (count == 0 && largeBytes > 0) {
            releaseLarge();
        }
    }

    /// Nobody is left to be answered, so all room is free again.
    void release() {
        add(-bytes);
        releaseLarge();
    }

    private void add(long more) {
        bytes += more;
        loop.inFlight(more);
    }

    private void releaseLarge() {
        largeRequests.release(largeBytes);
        largeBytes = 0;
    }
}
