package paddock.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for a shorter sequence that still differs.
final class Shrinker {
    private Shrinker() {}

    /// Drops ever smaller runs of steps as long as some difference remains, in at most `attempts`
    /// attempts.
    static Difference shrink(Arena arena, Difference found, int attempts) {
        int left = attempts;
        Difference best = found;
        List<Step> steps = best.sequence().steps();
        List<Step> oneByOne = steps.stream().flatMap(Shrinker::calls).toList();
        Optional<Difference> unbundled = arena.play(found.sequence().withSteps(oneByOne));
        if (unbundled.isPresent()) {
            best = unbundled.get();
            steps = oneByOne;
        }
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

    private static Stream<Step> calls(Step step) {
        return step instanceof Step.Burst burst
                ? burst.calls().stream().map(Step.class::cast)
                : Stream.of(step);
    }
}
