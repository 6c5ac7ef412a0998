package paddock.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import paddock.bench.home.Knobs;
import paddock.bench.load.LoadPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class AxisTest {
    private static final Lab LAB =
            new Lab(
                    new Knobs(Path.of("/java"), 100, true, 10, 0, List.of(), 0),
                    1,
                    Path.of("/work"),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    new LoadPlan.Pace.Closed(),
                    1,
                    OptionalInt.of(5),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.empty());

    @Test
    void everyAxisIsFoundByItsNameAndGrows() {
        for (Axis axis : Axis.values()) {
            assertThat(Axis.named(axis.title())).isSameAs(axis);
            assertThat(axis.points()).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(3);
            assertThat(axis.at(axis.points().getFirst()).scenario().name()).isEqualTo(axis.title());
        }
        assertThatThrownBy(() -> Axis.named("conections"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connections, znodes, watches, data, servers");
    }

    @Test
    void whatGrowsCannotBeFixedToo() {
        assertThatThrownBy(() -> Axis.CONNECTIONS.at(10).adjust(LAB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--points 5");
        assertThat(Axis.ZNODES.at(10).adjust(LAB)).isEqualTo(LAB);
    }

    @Test
    void aPointSaysWhatItNeeds() {
        assertThat(Axis.SERVERS.at(5).adjust(LAB).servers()).isEqualTo(5);
        assertThat(Axis.DATA.at(1).adjust(LAB).knobs().jvmFlags())
                .containsExactly("-Djute.maxbuffer=4194304");
        assertThat(Axis.ZNODES.at(10_000_000).scenario().heapMegabytes())
                .isGreaterThan(Axis.ZNODES.at(1_000).scenario().heapMegabytes());
    }

    @Test
    void bigDataIsNotSentSixtyFourAtATime() {
        LoadScenario big = (LoadScenario) Axis.DATA.at(1_048_576).scenario();
        LoadScenario none = (LoadScenario) Axis.DATA.at(0).scenario();

        assertThat(big.outstanding()).isEqualTo(1);
        assertThat(none.outstanding()).isEqualTo(64);
    }
}
