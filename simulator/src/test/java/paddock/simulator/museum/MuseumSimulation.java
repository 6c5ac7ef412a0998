package paddock.simulator.museum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MuseumSimulation {
    /// Those that need hundreds of seeds are for `./simulate --museum`.
    private static final int QUICK_SEEDS = 50;

    @ParameterizedTest
    @EnumSource(Exhibit.class)
    void aMistakeThatIsFoundQuicklyIsFound(Exhibit exhibit) {
        if (exhibit.mutation() != null && exhibit.seeds() <= QUICK_SEEDS) {
            assertThat(Tour.find(exhibit)).isNotNull();
        }
    }
}
