package paddock.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.bench.report.Comparison;
import paddock.bench.report.Growth;
import paddock.bench.report.Measure;
import paddock.bench.report.Sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

class SoakTest {
    private static final int LOOKS = 16;

    @Test
    void whatGoesUpAndDownIsSteady() {
        Soak.Verdict verdict = Soak.verdict(soaked(i -> i % 4 == 0 ? 20 : 500));

        assertThat(verdict.growing()).isFalse();
        assertThat(verdict.lines()).hasSize(8).allMatch(line -> line.startsWith("steady"));
    }

    @Test
    void aFloorThatRisesGrowsWhateverLiesOnIt() {
        Soak.Verdict verdict = Soak.verdict(soaked(i -> 20 + 2 * i + (i % 3 == 0 ? 300 : 0)));

        assertThat(verdict.growing()).isTrue();
        assertThat(verdict.lines())
                .filteredOn(line -> line.startsWith("GROWING"))
                .singleElement()
                .asString()
                .contains("member 2", "live heap");
    }

    @Test
    void whatFillsUpOnceIsNoGrowth() {
        assertThat(Soak.verdict(soaked(i -> i < 4 ? 20 : 29)).growing()).isFalse();
        assertThat(Soak.verdict(soaked(i -> i < 4 ? 20 : 31)).growing()).isTrue();
    }

    @Test
    void tooFewLooksTellNothing() {
        assertThatThrownBy(
                        () -> new Soak(Duration.ofMinutes(7), Duration.ofMinutes(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
        assertThatThrownBy(() -> new Growing(1).is(List.of(1.0, 2.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstOfSeveralMembersIsSpared() {
        assertThat(IntStream.range(0, 4).mapToObj(i -> Soak.victim(List.of("a", "b", "c"), i)))
                .containsExactly("b", "c", "b", "c");
        assertThat(Soak.victim(List.of("a"), 7)).isEqualTo("a");
    }

    /// Two members of which the second's heap does what is given, and nothing else moves.
    private static Growth soaked(IntToDoubleFunction heapOfSecond) {
        List<Growth.Point> points = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            Comparison held = new Comparison("soak", "c", List.of("member 1", "member 2"));
            held.add(0, sample(20));
            held.add(1, sample(heapOfSecond.applyAsDouble(i)));
            points.add(new Growth.Point(i, held));
        }
        return new Growth("minutes", false, points);
    }

    private static Sample sample(double heap) {
        return new Sample()
                .with(Measure.LIVE_HEAP, heap)
                .with(Measure.THREADS, 20)
                .with(Measure.DESCRIPTORS, 40)
                .with(Measure.DATA_FILES, 5);
    }
}
