package paddock.bench.plot;

import paddock.bench.report.Growth;
import paddock.bench.report.Measure;
import paddock.bench.report.Spread;
import paddock.bench.report.TableReport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// One measure along an axis of growth, a line a home, with the range of the rounds at each point.
final class GrowthPlot {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;

    /// Half of the longest label.
    private static final int RIGHT = 34;

    private static final int TOP = 46;
    private static final int BOTTOM = 44;

    /// Colours that the style sheet has for lines; more homes than that begin anew.
    private static final int COLOURS = 7;

    /// Where several decades lie between the values, only a logarithmic axis shows the small ones.
    private static final double WIDE = 20;

    private GrowthPlot() {}

    static String of(Growth growth, Measure measure) {
        List<String> labels = growth.points().getFirst().figures().labels();
        String title = measure.title();
        Svg svg = new Svg(WIDTH, HEIGHT, title + " against " + growth.axis());
        svg.text("title", 0, 16, Svg.Anchor.START, title);
        Scale x = horizontal(growth);
        Scale y = vertical(growth, measure);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, Svg.Anchor.END, Scale.label(tick));
        }
        for (double tick : x.ticks()) {
            abscissa(svg, x, tick);
        }
        if (growth.logarithmic() && growth.points().getFirst().at() == 0) {
            abscissa(svg, x, 0);
        }
        svg.text("tick", (LEFT + WIDTH) / 2.0, HEIGHT - 8, Svg.Anchor.MIDDLE, growth.axis());
        for (int home = 0; home < labels.size(); home++) {
            String colour = " series" + home % COLOURS;
            double place = LEFT + (WIDTH - LEFT) * home / (double) labels.size();
            svg.line("curve" + colour, place, 30, place + 18, 30);
            svg.text("tick", place + 24, 34, Svg.Anchor.START, labels.get(home));
            curve(svg, growth, measure, home, colour, x, y);
        }
        return svg.toString();
    }

    private static void abscissa(Svg svg, Scale x, double tick) {
        svg.line("grid", x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM);
        svg.text("tick", x.at(tick), HEIGHT - BOTTOM + 16, Svg.Anchor.MIDDLE, Scale.label(tick));
    }

    private static void curve(
            Svg svg, Growth growth, Measure measure, int home, String colour, Scale x, Scale y) {
        List<Svg.Point> line = new ArrayList<>();
        for (Growth.Point point : growth.points()) {
            Spread spread = spread(point, measure, home);
            Svg.Point at = new Svg.Point(x.at(point.at()), y.at(spread.median()));
            line.add(at);
            svg.line("range" + colour, at.x(), y.at(spread.min()), at.x(), y.at(spread.max()));
            svg.dot(
                    "dot" + colour,
                    at,
                    "%s %s at %s"
                            .formatted(
                                    TableReport.number(spread.median()),
                                    measure.unit(),
                                    Scale.label(point.at())));
        }
        svg.path("curve" + colour, line);
    }

    private static Spread spread(Growth.Point point, Measure measure, int home) {
        return point.figures().rows().entrySet().stream()
                .filter(row -> row.getKey().equals(measure))
                .map(row -> row.getValue().homes().get(home))
                .findFirst()
                .orElseThrow();
    }

    private static Scale horizontal(Growth growth) {
        DoubleStream all = growth.points().stream().mapToDouble(Growth.Point::at);
        return growth.logarithmic()
                ? Scale.logarithmic(all, LEFT, WIDTH - RIGHT)
                : Scale.linear(all, LEFT, WIDTH - RIGHT);
    }

    private static Scale vertical(Growth growth, Measure measure) {
        int homes = growth.points().getFirst().figures().labels().size();
        double[] all =
                growth.points().stream()
                        .flatMapToDouble(
                                point ->
                                        IntStream.range(0, homes)
                                                .mapToObj(home -> spread(point, measure, home))
                                                .flatMapToDouble(
                                                        each ->
                                                                DoubleStream.of(
                                                                        each.min(), each.max())))
                        .toArray();
        double least = DoubleStream.of(all).filter(value -> value > 0).min().orElse(1);
        double most = DoubleStream.of(all).max().orElse(1);
        return most > WIDE * least
                ? Scale.logarithmic(DoubleStream.of(all), HEIGHT - BOTTOM, TOP)
                : Scale.linear(DoubleStream.of(all), HEIGHT - BOTTOM, TOP);
    }
}
