package paddock.bench.report;

import java.util.List;

/// The same figures at several points of something that grows: connections, znodes, time.
///
/// @param axis what grows
/// @param logarithmic whether its points are powers of something
/// @param points in ascending order
public record Growth(String axis, boolean logarithmic, List<Point> points) {
    /// What was measured at one point.
    public record Point(double at, Comparison figures) {}

    public Growth {
        points = List.copyOf(points);
    }

    /// What was measured at every point, in the order of the first.
    public List<Measure> measures() {
        if (points.isEmpty()) {
            return List.of();
        }
        return points.getFirst().figures().rows().keySet().stream()
                .filter(
                        measure ->
                                points.stream()
                                        .allMatch(
                                                point ->
                                                        point.figures()
                                                                .rows()
                                                                .containsKey(measure)))
                .toList();
    }
}
