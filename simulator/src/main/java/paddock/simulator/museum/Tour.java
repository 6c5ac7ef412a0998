package paddock.simulator.museum;

import org.jspecify.annotations.Nullable;

import paddock.simulator.ensemble.Options;
import paddock.simulator.ensemble.Outcome;
import paddock.simulator.ensemble.Run;
import paddock.zab.peer.Mutation;

import java.util.EnumSet;

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
            // A seed that fails without the mistake as well has found something else.
            if (!outcome.isClean() && isCleanWithout(seed, options)) {
                return outcome;
            }
        }
        return null;
    }

    private static boolean isCleanWithout(long seed, Options options) {
        Options honest =
                new Options(
                        options.servers(),
                        options.observers(),
                        options.operations(),
                        options.faults(),
                        EnumSet.noneOf(Mutation.class));
        return Run.play(seed, honest, false).isClean();
    }
}
