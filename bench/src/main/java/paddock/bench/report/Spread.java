package paddock.bench.report;

import java.util.Arrays;
import java.util.Collection;

/// The median of some values and the range they span.
public record Spread(double median, double min, double max) {
    /// Of at least one value.
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return of(sorted);
    }

    private static Spread of(double[] sorted) {
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
