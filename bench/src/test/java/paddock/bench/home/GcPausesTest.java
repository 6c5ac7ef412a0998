package paddock.bench.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class GcPausesTest {
    @TempDir Path folder;

    @Test
    void aPauseCountsOnceAndItsPhasesDoNot() {
        GcPauses pauses =
                GcPauses.parse(
                        """
                        [100ns] Using G1
                        [14978124416478ns] GC(12)   Merge Heap Roots: 0.04ms
                        [14978124428436ns] GC(12)   Other: 0.06ms
                        [14978124451049ns] GC(12) Pause Young (Normal) (G1 Evacuation Pause) 41M->5M(64M) 2.142ms
                        [14978135019690ns] GC(13) Phase 1: Mark live objects 6.262ms
                        [14978143689428ns] GC(13) Pause Full (System.gc()) 7M->2M(14M) 15.075ms
                        [14978150000000ns] GC(14) Concurrent Mark Cycle 5.000ms
                        """);

        assertThat(pauses.pauses())
                .containsExactly(
                        new GcPauses.Pause(14978124451049L, 2_142_000),
                        new GcPauses.Pause(14978143689428L, 15_075_000));
        assertThat(pauses.longestMillis()).isEqualTo(15.075);
        assertThat(pauses.totalMillis()).isEqualTo(17.217);
    }

    @Test
    void theShortPausesOfAConcurrentCollectorCountToo() {
        GcPauses pauses =
                GcPauses.parse(
                        """
                        [14979140399133ns] GC(18) O: Concurrent Mark 10.008ms
                        [14979140466903ns] GC(18) O: Pause Mark End 0.023ms
                        [14979148601529ns] GC(18) Major Collection (System.gc()) 12M(19%)->4M(6%) 0.021s
                        """);

        assertThat(pauses.pauses()).containsExactly(new GcPauses.Pause(14979140466903L, 23_000));
    }

    @Test
    void aWindowHoldsWhatEndedInIt() {
        GcPauses.Pause early = new GcPauses.Pause(10, 5);
        GcPauses.Pause late = new GcPauses.Pause(20, 7);

        GcPauses window = new GcPauses(List.of(early, late)).between(10, 20);

        assertThat(window.pauses()).containsExactly(late);
        assertThat(window.between(20, 30).longestMillis()).isZero();
    }

    @Test
    void aJvmStartedWithTheFlagWritesWhatIsRead() throws Exception {
        Path program = Files.writeString(folder.resolve("Collects.java"), COLLECTS);
        long before = System.nanoTime();

        int code =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                GcPauses.LOG_FLAG,
                                program.toString())
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();

        GcPauses pauses = GcPauses.in(folder).between(before, System.nanoTime());
        assertThat(code).isZero();
        assertThat(pauses.longestMillis()).isPositive();
        assertThat(pauses.totalMillis()).isGreaterThanOrEqualTo(pauses.longestMillis());
    }

    @Test
    void aFolderWithoutLogsTellsOfNoPause() throws IOException {
        Files.writeString(folder.resolve("server.log"), "[1ns] GC(0) Pause Young 1M->1M(1M) 9.0ms");

        assertThat(GcPauses.in(folder).pauses()).isEmpty();
    }

    private static final String COLLECTS =
            "public class Collects { public static void main(String[] a) { System.gc(); } }";
}
