package paddock.simulator.schedule;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// All the chance of one run, from one seed.
///
/// @param seed the number that a run can be repeated with
public record Chance(long seed) {
    /// The random numbers of one concern; always the same for the same seed and name.
    public RandomGenerator of(String concern) {
        long mixed = seed;
        for (int i = 0; i < concern.length(); i++) {
            mixed = mix(mixed ^ concern.charAt(i));
        }
        return new SplittableRandom(mixed);
    }

    private static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
