package paddock.server.metrics;

import org.jspecify.annotations.Nullable;

/// The running figures of one summary in one recorder.
final class Cell {
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private final @Nullable Histogram histogram;

    Cell(boolean advanced) {
        histogram = advanced ? new Histogram() : null;
    }

    void record(long value) {
        count++;
        sum += value;
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
        if (histogram != null) {
            histogram.record(value);
        }
    }

    void clear() {
        count = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        if (histogram != null) {
            histogram.clear();
        }
    }

    void addTo(Cell total) {
        total.count += count;
        total.sum += sum;
        total.min = Math.min(total.min, min);
        total.max = Math.max(total.max, max);
        if (histogram != null && total.histogram != null) {
            histogram.addTo(total.histogram);
        }
    }

    Distribution distribution() {
        if (count == 0) {
            return Distribution.EMPTY;
        }
        return new Distribution(
                count,
                sum,
                min,
                max,
                percentile(0.5),
                percentile(0.95),
                percentile(0.99),
                percentile(0.999));
    }

    private long percentile(double share) {
        return histogram == null ? 0 : Math.min(histogram.percentile(share), max);
    }
}
