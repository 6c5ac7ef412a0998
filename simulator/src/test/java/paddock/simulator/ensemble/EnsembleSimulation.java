package paddock.simulator.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Real peers on real storage, under everything that can fail.
class EnsembleSimulation {
    private static final int SEEDS = Integer.getInteger("paddock.ensembles", 150);

    @Test
    void nothingPromisedIsBrokenAndProgressReturns() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = Run.play(seed, Options.DEFAULT, false);

            assertThat(outcome.failure()).as("./simulate --seed %d --trace", seed).isEmpty();
            assertThat(outcome.acknowledged()).isGreaterThanOrEqualTo(1000);
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 100; seed < 105; seed++) {
            Outcome once = Run.play(seed, Options.DEFAULT, false);
            Outcome again = Run.play(seed, Options.DEFAULT, true);

            assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
            assertThat(again.timeline()).hasSizeGreaterThan(100);
        }
    }

    @Test
    void withoutFaultsEverythingAskedForIsDone() {
        Outcome outcome =
                Run.play(1, new Options(3, 1, 500, false, Options.DEFAULT.mistakes()), false);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.acknowledged()).isGreaterThanOrEqualTo(500);
    }
}
