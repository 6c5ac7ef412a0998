package paddock.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.Measure;
import paddock.bench.report.Results;
import paddock.bench.report.Sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class HtmlPageTest {
    @Test
    void thePageNeedsNothingBesideItself() {
        String page = page(compared("a", 1, 2), growth());

        assertThat(page).doesNotContain("http", "src=", "<script", "url(", "@import", "<link");
    }

    @Test
    void whatUsersNamedIsTextAndNeverMarkup() {
        String page = page(compared("<b>&\"", 1, 2), growth());

        assertThat(page).doesNotContain("<b>").contains("&lt;b&gt;&amp;&quot;");
    }

    @Test
    void aBarReachesFromOneToTheRatioAndSaysWhomItSpeaksFor() {
        String svg = RatioPlot.of(compared("a", 1, 4));

        Map<String, String> bar = elements(svg, "rect").getFirst();
        Map<String, String> one = elements(svg, "line").getLast();
        assertThat(bar).containsEntry("class", "good");
        // To the left of the line of 1, and ending there.
        assertThat(number(bar, "x") + number(bar, "width"))
                .isCloseTo(number(one, "x1"), within(0.2));
        assertThat(elements(RatioPlot.of(compared("a", 4, 1)), "rect").getFirst())
                .containsEntry("class", "bad");
    }

    @Test
    void oneHomeHasNoBars() {
        Comparison alone = new Comparison("s", "c", List.of("a"));
        alone.add(0, new Sample().with(Measure.P50, 1));

        assertThat(RatioPlot.of(alone)).isEmpty();
        assertThat(page(alone, growth())).contains("<td>p50, ms</td>");
    }

    @Test
    void aCurveGoesThroughAllPointsFromLeftToRight() {
        List<Map<String, String>> curves =
                elements(GrowthPlot.of(growth(), Measure.P50), "polyline");

        assertThat(curves).hasSize(2);
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (String point : String.valueOf(curves.getFirst().get("points")).strip().split(" ")) {
            xs.add(Double.parseDouble(point.split(",")[0]));
            ys.add(Double.parseDouble(point.split(",")[1]));
        }
        assertThat(xs).hasSize(3).isSorted().doesNotHaveDuplicates();
        // More is higher, which on a screen is a smaller number.
        assertThat(ys).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static Growth growth() {
        List<Growth.Point> points = new ArrayList<>();
        for (double at : new double[] {1, 10, 100}) {
            points.add(new Growth.Point(at, compared("a", at, 2 * at)));
        }
        return new Growth("connections", true, points);
    }

    private static String page(Comparison comparison, Growth growth) {
        return HtmlPage.of(
                List.of(new Results(Map.of("java", "25"), List.of(comparison), List.of(growth))));
    }

    private static Comparison compared(String label, double a, double b) {
        Comparison comparison = new Comparison("s", "c", List.of(label, "other"));
        comparison.add(0, new Sample().with(Measure.P50, a));
        comparison.add(1, new Sample().with(Measure.P50, b));
        return comparison;
    }

    /// The attributes of all elements of this name, in order.
    private static List<Map<String, String>> elements(String svg, String name) {
        List<Map<String, String>> found = new ArrayList<>();
        Matcher elements = Pattern.compile("<" + name + " ([^>]*)>").matcher(svg);
        while (elements.find()) {
            Map<String, String> attributes = new HashMap<>();
            Matcher attribute =
                    Pattern.compile("([\\w-]+)=\"([^\"]*)\"").matcher(elements.group(1));
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            found.add(attributes);
        }
        return found;
    }

    private static double number(Map<String, String> element, String attribute) {
        return Double.parseDouble(String.valueOf(element.get(attribute)));
    }
}
