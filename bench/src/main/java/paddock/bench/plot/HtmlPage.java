package paddock.bench.plot;

import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.Measure;
import paddock.bench.report.Results;
import paddock.bench.report.Spread;
import paddock.bench.report.TableReport;

import java.util.List;
import java.util.Map;

/// One page of HTML with everything in it.
public final class HtmlPage {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --faint: #d8dee4;
              --soft: #59636e; --good: #1a7f37; --bad: #cf222e; --s0: #0969da; --s1: #bc4c00;
              --s2: #1a7f37; --s3: #8250df; --s4: #bf3989; --s5: #4d2d00; --s6: #59636e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117;
              --faint: #30363d; --soft: #9198a1; --good: #3fb950; --bad: #f85149; --s0: #4493f8;
              --s1: #f0883e; --s2: #3fb950; --s3: #ab7df8; --s4: #db61a2; --s5: #d4a72c;
              --s6: #9198a1; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
              max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--faint); }
            p.conditions, footer { color: var(--soft); }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            td, th { padding: .15rem .8rem; text-align: right; border-bottom: 1px solid var(--faint); }
            td:first-child, th:first-child { text-align: left; padding-left: 0; }
            td small { color: var(--soft); }
            .scroll { overflow-x: auto; }
            .plots { display: flex; flex-wrap: wrap; gap: 1rem; }
            svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
            svg text { fill: var(--ink); } svg text.title { font-weight: 600; font-size: 13px; }
            svg text.tick { fill: var(--soft); }
            .grid { stroke: var(--faint); } .axis { stroke: var(--ink); }
            .range { stroke: var(--ink); stroke-width: 1.5; opacity: .55; }
            .good { fill: var(--good); } .bad { fill: var(--bad); } .neutral { fill: var(--soft); }
            .curve { fill: none; stroke-width: 2; }
            """;

    private HtmlPage() {}

    /// The page for the results of any number of runs.
    public static String of(List<Results> runs) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>bench</title>\n<style>\n")
                .append(STYLE);
        for (int i = 0; i < 7; i++) {
            page.append(
                    ".series%d.curve, .series%d.range { stroke: var(--s%d); } .series%d.dot { fill: var(--s%d); }\n"
                            .formatted(i, i, i, i, i));
        }
        page.append("</style></head>\n<body>\n<h1>bench</h1>\n");
        for (Results run : runs) {
            page.append("<p class=\"conditions\">").append(facts(run.facts())).append("</p>\n");
            run.comparisons().forEach(each -> comparison(page, each));
            run.growths().forEach(each -> growth(page, each));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String facts(Map<String, String> facts) {
        return String.join(
                "; ",
                facts.entrySet().stream()
                        .map(fact -> Svg.escaped(fact.getKey() + " " + fact.getValue()))
                        .toList());
    }

    private static void comparison(StringBuilder page, Comparison comparison) {
        head(page, comparison.scenario(), comparison.conditions(), comparison.rounds());
        page.append("<div class=\"scroll\"><table>\n<tr><th>median <small>(range)</small></th>");
        comparison.labels().forEach(label -> page.append("<th>" + Svg.escaped(label) + "</th>"));
        boolean ratios = comparison.labels().size() == 2;
        page.append(ratios ? "<th>ratio</th></tr>\n" : "</tr>\n");
        comparison
                .rows()
                .forEach(
                        (measure, row) -> {
                            page.append("<tr><td>" + Svg.escaped(measure.title()) + "</td>");
                            row.homes().forEach(home -> page.append(cell(home)));
                            if (ratios) {
                                page.append(row.ratio().map(HtmlPage::cell).orElse("<td></td>"));
                            }
                            page.append("</tr>\n");
                        });
        page.append("</table></div>\n").append(RatioPlot.of(comparison));
    }

    private static String cell(Spread spread) {
        return "<td>%s <small>(%s..%s)</small></td>"
                .formatted(
                        TableReport.number(spread.median()),
                        TableReport.number(spread.min()),
                        TableReport.number(spread.max()));
    }

    private static void growth(StringBuilder page, Growth growth) {
        if (growth.points().isEmpty()) {
            return;
        }
        Comparison last = growth.points().getLast().figures();
        String name = last.scenario().equals(growth.axis()) ? "" : last.scenario() + " against ";
        head(page, name + growth.axis(), "at the last point: " + last.conditions(), last.rounds());
        page.append("<div class=\"plots\">\n");
        for (Measure measure : growth.measures()) {
            page.append(GrowthPlot.of(growth, measure));
        }
        page.append("</div>\n");
    }

    private static void head(StringBuilder page, String name, String conditions, int rounds) {
        page.append("<h2>%s</h2>\n".formatted(Svg.escaped(name)))
                .append("<p class=\"conditions\">%s; ".formatted(Svg.escaped(conditions)))
                .append("rounds: %d</p>\n".formatted(rounds));
    }
}
