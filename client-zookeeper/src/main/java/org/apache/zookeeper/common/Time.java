package org.apache.zookeeper.common;

import java.util.Date;
import java.util.concurrent.TimeUnit;

/// Clocks.
public class Time {
    public Time() {}

    /// Milliseconds of a clock that is never set.
    public static long currentElapsedTime() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /// Milliseconds since 1970.
    public static long currentWallTime() {
        return System.currentTimeMillis();
    }

    /// When [#currentElapsedTime] was, or will be, at some value.
    public static Date elapsedTimeToDate(long elapsedTime) {
        return new Date(currentWallTime() - currentElapsedTime() + elapsedTime);
    }
}
