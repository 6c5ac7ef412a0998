package paddock.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import paddock.bench.load.LoadFailure;

import java.util.ArrayList;
import java.util.List;

class RateFinderTest {
    @Test
    void theKneeIsFoundWhereverItIs() {
        for (double knee : new double[] {150, 600, 1_000, 1_029, 1_700, 2_500}) {
            double found = RateFinder.knee(1_000, rate -> rate > knee ? 5_000 : 2);

            assertThat(found).isGreaterThan(knee).isCloseTo(knee, within(0.04 * knee));
        }
    }

    @Test
    void aServerThatNeverFallsBehindHasNoKnee() {
        List<Double> asked = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                RateFinder.knee(
                                        1_000,
                                        rate -> {
                                            asked.add(rate);
                                            return 1;
                                        }))
                .isInstanceOf(LoadFailure.class)
                .hasMessageContaining("nowhere");
        assertThat(asked).hasSizeLessThan(10).isSorted();
        assertThatThrownBy(() -> RateFinder.knee(1_000, rate -> 1e9))
                .isInstanceOf(LoadFailure.class);
    }
}
