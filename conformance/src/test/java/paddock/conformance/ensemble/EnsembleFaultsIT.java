package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that can break in ensembles of processes, while clients work.
///
/// `-Dconformance.faults=N` makes it longer, `-Dconformance.seed=N` draws others. Faults of the
/// network and the disk need root; where that is missing, the rest is done.
class EnsembleFaultsIT {
    private static final int FAULTS =
            Integer.getInteger("conformance.faults", Fault.values().length);
    private static final long SEED = Long.getLong("conformance.seed", 20_261_127L);

    @Execution(CONCURRENT)
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void nothingAcknowledgedIsLostWhateverBreaks(int size) {
        boolean withNetwork = Network.obstacle().isEmpty();
        int faults = size == 3 ? FAULTS : FAULTS / 2;
        try (var trial = new FaultTrial(size, withNetwork, SEED)) {
            var done = trial.run(faults);

            done.forEach(what -> System.out.println("seed " + SEED + ": " + what));
            assertThat(done).hasSize(faults + 1);
        }
    }
}
