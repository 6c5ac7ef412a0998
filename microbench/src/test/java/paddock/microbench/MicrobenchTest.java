package paddock.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicrobenchTest {
    /// Each checks for itself that it does what it says and is not refused.
    @Test
    void everyBenchmarkRuns() throws RunnerException {
        var results =
                new Runner(
                                new OptionsBuilder()
                                        .mode(Mode.SingleShotTime)
                                        .forks(0)
                                        .warmupIterations(0)
                                        .measurementIterations(2)
                                        .param("znodes", "200")
                                        .param("watchers", "3")
                                        .param("force", "false")
                                        .verbosity(VerboseMode.SILENT)
                                        .shouldFailOnError(true)
                                        .build())
                        .run();

        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark())
                .contains(
                        DecodeBenchmark.class.getName() + ".multiOfFour",
                        QueryBenchmark.class.getName() + ".lookUp",
                        UpdateBenchmark.class.getName() + ".prepareAndApplySetData",
                        UpdateBenchmark.class.getName() + ".encodeForTheLog",
                        WatchBenchmark.class.getName() + ".fire",
                        JournalBenchmark.class.getName() + ".appendAndForceBatch");
    }
}
