package paddock.bench.scenario;

import java.util.List;

/// Whether something that goes up and down grows in the long run.
///
/// What counts is the floor, the least of a stretch of time, since everything above it was given
/// back: the last quarter's floor beside the first quarter's.
///
/// @param slack by how much it may be more in any case: what fills up once and then stays
record Growing(double slack) {
    private static final double SHARE = 1.1;
    private static final int FEWEST = 8;

    /// Whether there are enough values for a verdict.
    static boolean canTell(int values) {
        return values >= FEWEST;
    }

    /// The least of the first quarter.
    static double firstFloor(List<Double> values) {
        return least(values.subList(0, quarter(values)));
    }

    /// The least of the last quarter.
    static double lastFloor(List<Double> values) {
        return least(values.subList(values.size() - quarter(values), values.size()));
    }

    /// The verdict about at least eight values.
    boolean is(List<Double> values) {
        if (!canTell(values.size())) {
            throw new IllegalArgumentException(
                    values.size() + " values tell nothing; it takes " + FEWEST);
        }
        return lastFloor(values) > SHARE * firstFloor(values) + slack;
    }

    private static int quarter(List<Double> values) {
        return Math.max(1, values.size() / 4);
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
