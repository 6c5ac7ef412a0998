package paddock.simulator.museum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import paddock.simulator.ensemble.Outcome;

class MuseumSimulation {
    @ParameterizedTest
    @EnumSource(Exhibit.class)
    void theMistakeIsFoundWithinItsSeeds(Exhibit exhibit) {
        Outcome found = Tour.find(exhibit);

        assertThat(found)
                .as("within %d seeds: %s", exhibit.seeds(), exhibit.description())
                .isNotNull();
    }
}
