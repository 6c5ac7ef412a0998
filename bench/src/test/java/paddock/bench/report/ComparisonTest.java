package paddock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class ComparisonTest {
    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleValues() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 6.0))).isEqualTo(new Spread(5, 1, 9));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsThatOfTheMediansAndItsRangeThatOfTheRounds() {
        Comparison comparison = compared(List.of(1.0, 2.0, 9.0), List.of(4.0, 4.0, 8.0));

        Comparison.Row row = comparison.rows().get(Measure.P50);

        assertThat(row).isNotNull();
        assertThat(row.homes()).containsExactly(new Spread(2, 1, 9), new Spread(4, 4, 8));
        assertThat(row.ratio()).contains(new Spread(0.5, 0.25, 1.125));
    }

    @Test
    void oneHomeHasNoRatio() {
        Comparison comparison = new Comparison("s", "c", List.of("a"));
        comparison.add(0, new Sample().with(Measure.P50, 1));

        assertThat(comparison.rows().values()).allSatisfy(row -> assertThat(row.ratio()).isEmpty());
    }

    @Test
    void aZeroHasNoRatioToIt() {
        assertThat(compared(List.of(1.0), List.of(0.0)).rows().values())
                .allSatisfy(row -> assertThat(row.ratio()).isEmpty());
    }

    @Test
    void theTableShowsMediansSpreadsAndRatio() {
        String table = TableReport.of(compared(List.of(1.0, 2.0, 9.0), List.of(4.0, 4.0, 8.0)));

        assertThat(table.lines())
                .hasSize(3)
                .element(2)
                .asString()
                .contains(
                        "p50, ms", "2.00 (1.00..9.00)", "4.00 (4.00..8.00)", "0.500 (0.250..1.13)");
    }

    @Test
    void numbersKeepThreeDigitsOrSo() {
        assertThat(List.of(0.0, 0.01234, 1.234, 12.34, 123.4, 12345.6))
                .extracting(TableReport::number)
                .containsExactly("0", "0.012", "1.23", "12.3", "123", "12,346");
    }

    private static Comparison compared(List<Double> a, List<Double> b) {
        Comparison comparison = new Comparison("s", "c", List.of("a", "b"));
        a.forEach(value -> comparison.add(0, new Sample().with(Measure.P50, value)));
        b.forEach(value -> comparison.add(1, new Sample().with(Measure.P50, value)));
        return comparison;
    }
}
