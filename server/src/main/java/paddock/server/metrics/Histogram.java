package paddock.server.metrics;

/// Counts of values from zero up: exact below 128, then in steps of about three percent.
///
/// One thread writes, any may read or merge; see the package.
final class Histogram {
    private static final int EXACT = 128;
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int FIRST_EXPONENT = 7;
    private static final int LAST_EXPONENT = 40;
    private static final int BUCKETS = EXACT + (LAST_EXPONENT - FIRST_EXPONENT + 1) * STEPS;

    private final long[] counts = new long[BUCKETS];

    void record(long value) {
        counts[bucketOf(value)]++;
    }

    void clear() {
        java.util.Arrays.fill(counts, 0);
    }

    void addTo(Histogram sum) {
        for (int i = 0; i < BUCKETS; i++) {
            sum.counts[i] += counts[i];
        }
    }

    /// The smallest value that at least `share` of all values do not exceed; zero without values.
    long percentile(double share) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (total == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return largestIn(i);
            }
        }
        throw new IllegalStateException("ranks end at " + seen + ", before " + rank);
    }

    private static int bucketOf(long value) {
        if (value < EXACT) {
            return (int) Math.max(value, 0);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        if (exponent > LAST_EXPONENT) {
            return BUCKETS - 1;
        }
        int step = (int) (value >>> (exponent - STEP_BITS)) & (STEPS - 1);
        return EXACT + (exponent - FIRST_EXPONENT) * STEPS + step;
    }

    private static long largestIn(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int exponent = FIRST_EXPONENT + (bucket - EXACT) / STEPS;
        int step = (bucket - EXACT) % STEPS;
        return (STEPS + step + 1L << (exponent - STEP_BITS)) - 1;
    }
}
