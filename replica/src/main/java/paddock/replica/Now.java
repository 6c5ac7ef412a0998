package paddock.replica;

/// What time it is, as the host last said.
final class Now {
    private long nanos;
    private long wallMillis;

    Now(long nanos, long wallMillis) {
        this.nanos = nanos;
        this.wallMillis = wallMillis;
    }

    void is(long monotonicNanos, long wallClockMillis) {
        nanos = monotonicNanos;
        wallMillis = wallClockMillis;
    }

    /// The monotonic clock.
    long nanos() {
        return nanos;
    }

    /// The monotonic clock in milliseconds.
    long millis() {
        return nanos / 1_000_000;
    }

    /// The clock that znodes keep, in milliseconds.
    long wallMillis() {
        return wallMillis;
    }
}
