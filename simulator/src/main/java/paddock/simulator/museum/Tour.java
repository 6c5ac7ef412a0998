package paddock.simulator.museum;

import org.jspecify.annotations.Nullable;

import paddock.simulator.ensemble.Mistake;
import paddock.simulator.ensemble.Options;
import paddock.simulator.ensemble.Outcome;
import paddock.simulator.ensemble.Run;

import java.util.EnumSet;

/// Looks for the mistake of an exhibit.
public final class Tour {
    private Tour() {}

    /// Plays seeds from 1 on with the mistake until one fails.
    ///
    /// @return the run that found it, or null when none did
    public static @Nullable Outcome find(Exhibit exhibit) {
        Options options = options(exhibit.mistake());
        for (long seed = 1; seed <= exhibit.seeds(); seed++) {
            Outcome outcome = Run.play(seed, options, false);
            // A seed that fails without the mistake as well has found something else.
            if (!outcome.isClean() && isCleanWithout(seed, options)) {
                return outcome;
            }
        }
        return null;
    }

    /// How to look for a mistake: as always, but with observers where they are what it takes.
    static Options options(Mistake mistake) {
        Options standard = Options.DEFAULT;
        return mistake == Mistake.OBSERVER_COUNTED
                ? new Options(3, 2, standard.operations(), true, EnumSet.of(mistake))
                : standard.with(mistake);
    }

    private static boolean isCleanWithout(long seed, Options options) {
        Options honest =
                new Options(
                        options.servers(),
                        options.observers(),
                        options.operations(),
                        options.faults(),
                        EnumSet.noneOf(Mistake.class));
        return Run.play(seed, honest, false).isClean();
    }
}
