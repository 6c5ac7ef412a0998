package paddock.server.front;

/// The requests of one connection that the replica has and did not answer yet. Guarded by the
/// stripe.
final class InFlight {
    private final LargeRequests largeRequests;
    private int count;
    private long largeBytes;

    InFlight(LargeRequests largeRequests) {
        this.largeRequests = largeRequests;
    }

    int count() {
        return count;
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
        return true;
    }

    void answered() {
        count--;
        if (count == 0 && largeBytes > 0) {
            releaseLarge();
        }
    }

    /// Nobody is left to be answered, so the room is free again.
    void releaseLarge() {
        largeRequests.release(largeBytes);
        largeBytes = 0;
    }
}
