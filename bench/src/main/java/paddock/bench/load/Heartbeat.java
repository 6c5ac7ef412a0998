package paddock.bench.load;

import java.util.Arrays;

/// The times at which something happened, and the longest time in which it did not.
public final class Heartbeat {
    private long[] times = new long[1 << 12];
    private int count;

    /// Notes that it happened; any thread may.
    public synchronized void beat(long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = nanos;
    }

    public synchronized int count() {
        return count;
    }

    /// The longest time between two successive beats of which the later lies after `from` and the
    /// earlier before `until`. A beat that has not come yet does not count, so there must be one
    /// after `until`.
    ///
    /// @throws LoadFailure when there is none before `from` or none after `until`
    public synchronized long longestGap(long from, long until) {
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        if (count == 0 || sorted[0] > from || sorted[count - 1] < until) {
            throw new LoadFailure(
                    "nothing happened before or after the time of interest; %d beats in all"
                            .formatted(count));
        }
        long longest = 0;
        for (int i = 1; i < count; i++) {
            if (sorted[i] > from && sorted[i - 1] < until) {
                longest = Math.max(longest, sorted[i] - sorted[i - 1]);
            }
        }
        return longest;
    }

    /// Whether there was a beat after a time.
    public synchronized boolean beatAfter(long nanos) {
        for (int i = 0; i < count; i++) {
            if (times[i] > nanos) {
                return true;
            }
        }
        return false;
    }
}
