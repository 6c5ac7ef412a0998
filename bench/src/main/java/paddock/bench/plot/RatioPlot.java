package paddock.bench.plot;

import paddock.bench.report.Comparison;
import paddock.bench.report.Measure;
import paddock.bench.report.Spread;
import paddock.bench.report.TableReport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/// The ratios of a comparison as bars from the line of 1, on a logarithmic axis, so that twice and
/// half are equally far from it.
final class RatioPlot {
    private static final int WIDTH = 760;
    private static final int NAMES = 230;
    private static final int NUMBERS = 150;
    private static final int ROW = 22;
    private static final int HEAD = 30;
    private static final int FOOT = 26;

    private RatioPlot() {}

    /// The plot; empty when nothing has a ratio.
    static String of(Comparison comparison) {
        Map<Measure, Spread> ratios = new LinkedHashMap<>();
        comparison
                .rows()
                .forEach(
                        (measure, row) ->
                                row.ratio()
                                        .filter(ratio -> ratio.median() > 0)
                                        .ifPresent(ratio -> ratios.put(measure, ratio)));
        if (ratios.isEmpty()) {
            return "";
        }
        return drawn(comparison, ratios);
    }

    private static String drawn(Comparison comparison, Map<Measure, Spread> ratios) {
        String title =
                "%s: %s / %s"
                        .formatted(
                                comparison.scenario(),
                                comparison.labels().get(0),
                                comparison.labels().get(1));
        int bottom = HEAD + ROW * ratios.size();
        Svg svg = new Svg(WIDTH, bottom + FOOT, title);
        svg.text("title", 0, 16, Svg.Anchor.START, title);
        Scale scale =
                Scale.logarithmic(
                        DoubleStream.concat(
                                DoubleStream.of(0.5, 2),
                                ratios.values().stream()
                                        .flatMapToDouble(
                                                each -> DoubleStream.of(each.min(), each.max()))),
                        NAMES,
                        WIDTH - NUMBERS);
        for (double tick : scale.ticks()) {
            svg.line("grid", scale.at(tick), HEAD, scale.at(tick), bottom);
            svg.text("tick", scale.at(tick), bottom + 16, Svg.Anchor.MIDDLE, Scale.label(tick));
        }
        double y = HEAD;
        for (Map.Entry<Measure, Spread> each : ratios.entrySet()) {
            Spread ratio = each.getValue();
            double middle = y + ROW / 2.0;
            svg.text("name", NAMES - 8, middle + 4, Svg.Anchor.END, each.getKey().name());
            svg.rectangle(
                    verdict(each.getKey(), ratio.median()),
                    scale.at(1),
                    y + 4,
                    scale.at(ratio.median()),
                    y + ROW - 4);
            svg.line("range", scale.at(ratio.min()), middle, scale.at(ratio.max()), middle);
            svg.text(
                    "name",
                    WIDTH - NUMBERS + 8,
                    middle + 4,
                    Svg.Anchor.START,
                    "%s (%s..%s)"
                            .formatted(
                                    TableReport.number(ratio.median()),
                                    TableReport.number(ratio.min()),
                                    TableReport.number(ratio.max())));
            y += ROW;
        }
        svg.line("axis", scale.at(1), HEAD, scale.at(1), bottom);
        return svg.toString();
    }

    /// Whether the ratio speaks for the first home, as a colour.
    private static String verdict(Measure measure, double ratio) {
        return switch (measure.better()) {
            case MORE -> ratio > 1 ? "good" : "bad";
            case LESS -> ratio < 1 ? "good" : "bad";
            case NEITHER -> "neutral";
        };
    }
}
