package paddock.bench.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class ProcessCostTest {
    @Test
    void processorTimeIsUserPlusSystemWhateverTheName() {
        String stat = "123 (a) b (c) S 1 123 123 0 -1 4194304 10 0 0 0 70 30 0 0 20 0 1 0 5 6";

        assertThat(ProcessCost.cpuNanos(stat)).isEqualTo(100 * ProcessCost.NANOS_PER_TICK);
    }

    @Test
    void thisProcessCostsSomethingAndOneThatIsGoneNothing() {
        ProcessCost own = ProcessCost.of(List.of(ProcessHandle.current().pid()));

        assertThat(own.cpuNanos()).isPositive();
        assertThat(own.rssBytes()).isBetween(1L << 20, own.peakRssBytes());
        assertThat(ProcessCost.of(List.of(Long.MAX_VALUE))).isEqualTo(new ProcessCost(0, 0, 0, 0));
    }

    @Test
    void theClassHistogramIsReadToItsTotal() {
        LiveHeap heap =
                LiveHeap.parse(
                        """
                        4242:
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:          7000        1000000  [B (java.base@25)
                           2:            10            200  java.lang.String (java.base@25)
                        Total          7010        1000200
                        """);

        assertThat(heap.bytes()).isEqualTo(1_000_200);
        assertThat(heap.largest())
                .containsExactly(
                        new LiveHeap.Row("[B", 7000, 1_000_000),
                        new LiveHeap.Row("java.lang.String", 10, 200));
        assertThatThrownBy(() -> LiveHeap.parse("4242: no such process"))
                .isInstanceOf(HomeException.class);
    }

    @Test
    void theMachinesMemoryIsReadInMebibytes() {
        assertThat(MachineMemory.parse("MemTotal:       24683820 kB\nMemFree: 1 kB\n"))
                .isEqualTo(24_105);
        assertThat(MachineMemory.megabytes()).isPositive();
    }
}
