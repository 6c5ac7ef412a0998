package paddock.server.metrics;

/// What is known of the values of one summary. Percentiles are zero where none are kept, and
/// everything is zero before the first value.
public record Distribution(
        long count, long sum, long min, long max, long p50, long p95, long p99, long p999) {
    /// No values yet.
    public static final Distribution EMPTY = new Distribution(0, 0, 0, 0, 0, 0, 0, 0);

    /// Sum by count, to four decimals as the reference tells it; zero before the first value.
    public double average() {
        return count == 0 ? 0 : Math.round(10_000.0 * sum / count) / 10_000.0;
    }
}
