package org.apache.zookeeper;

/// The rules for a time to live.
final class Ttl {
    /// The longest that servers can keep, in milliseconds.
    private static final long LONGEST_MILLIS = 0xff_ffff_ffffL;

    private Ttl() {}

    /// @throws IllegalArgumentException when a znode of that kind cannot have that time to live
    static void requireFit(CreateMode mode, long ttl) {
        if (mode.isTTL()) {
            if (ttl <= 0 || ttl > LONGEST_MILLIS) {
                throw new IllegalArgumentException(
                        "ttl must be positive and cannot be larger than: " + LONGEST_MILLIS);
            }
        } else if (ttl >= 0) {
            throw new IllegalArgumentException("ttl not valid for mode: " + mode);
        }
    }
}
