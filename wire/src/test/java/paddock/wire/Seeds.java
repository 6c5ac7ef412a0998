package paddock.wire;

import java.util.Random;
import java.util.function.Consumer;

/// Runs a property over many seeds. A failure names its seed, and `-Dpaddock.seed=N` runs that one
/// alone.
public final class Seeds {
    private Seeds() {}

    /// Runs the property once for each of the first `count` seeds.
    public static void forEach(int count, Consumer<Random> property) {
        Long only = Long.getLong("paddock.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? count : only;
        for (long seed = first; seed <= last; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        "seed " + seed + " (replay with -Dpaddock.seed=" + seed + ")", failure);
            }
        }
    }
}
