package paddock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class JsonResultsTest {
    private static final Measure ODD = new Measure("od\"d\\", "\u00b5s");

    @Test
    void whatIsReadIsWhatWasWritten() {
        Comparison figures = compared(List.of(1.0, 2.0, 9.0), List.of(4.0, 4.0, 8.0));
        Results written =
                new Results(
                        Map.of("ja\"va", "25\n"),
                        List.of(figures),
                        List.of(
                                new Growth(
                                        "znodes", true, List.of(new Growth.Point(10, figures)))));

        Results read = JsonResults.read(JsonResults.write(written));

        assertThat(read.facts()).isEqualTo(written.facts());
        assertThat(read.comparisons()).singleElement().satisfies(each -> same(each, figures));
        assertThat(read.growths())
                .singleElement()
                .satisfies(
                        growth -> {
                            assertThat(growth.axis()).isEqualTo("znodes");
                            assertThat(growth.logarithmic()).isTrue();
                            assertThat(growth.points().getFirst().at()).isEqualTo(10);
                            same(growth.points().getFirst().figures(), figures);
                        });
    }

    private static void same(Comparison read, Comparison written) {
        assertThat(read.scenario()).isEqualTo(written.scenario());
        assertThat(read.conditions()).isEqualTo(written.conditions());
        assertThat(read.labels()).isEqualTo(written.labels());
        assertThat(read.rounds()).isEqualTo(written.rounds());
        assertThat(read.rows()).isEqualTo(written.rows());
    }

    @Test
    void programsFindMediansAndRatiosInIt() {
        String json =
                JsonResults.write(
                        new Results(
                                Map.of(),
                                List.of(compared(List.of(1.0, 2.0), List.of(4.0, 8.0))),
                                List.of()));

        assertThat(json.replaceAll("\\s", ""))
                .contains(
                        "{\"home\":\"a\",\"median\":1.5,\"min\":1.0,\"max\":2.0,\"values\":[1.0,2.0]}")
                .contains("\"ratio\":{\"median\":0.25,\"min\":0.25,\"max\":0.25}");
    }

    @Test
    void aValueThatIsNoNumberIsRefused() {
        Results results =
                new Results(
                        Map.of(), List.of(compared(List.of(Double.NaN), List.of(1.0))), List.of());

        assertThatThrownBy(() -> JsonResults.write(results))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void whatBenchDidNotWriteIsRefused() {
        assertThatThrownBy(() -> JsonResults.read("<html>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonResults.read("{\"run\": {}}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Comparison compared(List<Double> a, List<Double> b) {
        Comparison comparison = new Comparison("s", "c", List.of("a", "b"));
        a.forEach(value -> comparison.add(0, new Sample().with(Measure.P50, value).with(ODD, 1)));
        b.forEach(value -> comparison.add(1, new Sample().with(Measure.P50, value).with(ODD, 2)));
        return comparison;
    }
}
