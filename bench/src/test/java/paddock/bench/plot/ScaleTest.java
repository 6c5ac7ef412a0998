package paddock.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.stream.DoubleStream;

class ScaleTest {
    @Test
    void equalFactorsAreEquallyFarOnALogarithmicAxis() {
        Scale scale = new Scale(true, 1, 100, 0, 200);

        assertThat(scale.at(1)).isZero();
        assertThat(scale.at(10)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(100)).isCloseTo(200, within(1e-9));
        assertThat(scale.at(0)).isZero();
        assertThat(scale.ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);
    }

    @Test
    void aZeroHasAPlaceOfItsOwn() {
        Scale scale = Scale.logarithmic(DoubleStream.of(0, 100, 10_000), 0, 300);

        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(100)).isGreaterThan(80);
    }

    @Test
    void manyDecadesGetATickEachOrFewer() {
        assertThat(new Scale(true, 1, 1e6, 0, 1).ticks())
                .containsExactly(1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6);
        assertThat(new Scale(true, 1, 1e20, 0, 1).ticks()).hasSizeBetween(3, 10);
    }

    @Test
    void aLinearAxisBeginsAtZeroAndMayRunUpwards() {
        Scale scale = Scale.linear(DoubleStream.of(40, 100), 300, 0);

        assertThat(scale.at(0)).isEqualTo(300);
        assertThat(scale.at(100)).isBetween(0.0, 40.0);
        assertThat(scale.ticks()).containsExactly(0.0, 50.0, 100.0);
    }

    @Test
    void wholeTicksStayWhole() {
        assertThat(Scale.label(1)).isEqualTo("1");
        assertThat(Scale.label(10_000_000)).isEqualTo("10,000,000");
        assertThat(Scale.label(0.5)).isEqualTo("0.500");
    }

    @Test
    void anAxisOfNothingOrOneValueIsStillAnAxis() {
        assertThat(Scale.logarithmic(DoubleStream.of(0), 0, 1).ticks()).isNotEmpty();
        assertThat(Scale.logarithmic(DoubleStream.of(7), 0, 1).at(7)).isBetween(0.1, 0.9);
        assertThat(Scale.linear(DoubleStream.of(0), 0, 1).ticks()).isNotEmpty();
        assertThatThrownBy(() -> new Scale(true, 0, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
