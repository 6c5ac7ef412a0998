package paddock.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for a shorter sequence that still differs.
final class Shrinker {
    private Shrinker() {}

    /// Drops ever smaller runs of steps as long as some difference remains, in at most `attempts`
    /// attempts.
    static Difference shrink(Arena arena, Difference found, int attempts) {
        int left = attempts;
        Difference best = found;
        List<Step> steps = best.sequence().steps();
        for (int size = Math.max(1, steps.size() / 2); size > 0; size /= 2) {
            for (int from = steps.size() - size; from >= 0 && left > 0; from -= size) {
                left--;
                var fewer = new ArrayList<>(steps);
                fewer.subList(from, from + size).clear();
                Optional<Difference> still = arena.play(found.sequence().withSteps(fewer));
                if (still.isPresent()) {
                    best = still.get();
                    steps = fewer;
                    from = Math.min(from, steps.size());
                }
            }
        }
        return best;
    }
}
