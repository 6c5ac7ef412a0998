package paddock.simulator.museum;

import org.jspecify.annotations.Nullable;

import paddock.simulator.ensemble.Options;
import paddock.simulator.ensemble.Outcome;
import paddock.simulator.ensemble.Run;
import paddock.zab.peer.Mutation;

/// Looks for the mistake of an exhibit.
public final class Tour {
    private Tour() {}

    /// Plays seeds from 1 on with the mistake until one fails.
    ///
    /// @return the run that found it, or null when none did
    public static @Nullable Outcome find(Exhibit exhibit) {
        Mutation mutation = exhibit.mutation();
        if (mutation == null) {
            return null;
        }
        Options options = Options.DEFAULT.with(mutation);
        if (mutation == Mutation.OBSERVER_COUNTED) {
            options = new Options(3, 2, 1000, true, options.mistakes());
        }
        for (long seed = 1; seed <= exhibit.seeds(); seed++) {
            Outcome outcome = Run.play(seed, options, false);
            if (!outcome.isClean()) {
                return outcome;
            }
        }
        return null;
    }
}
