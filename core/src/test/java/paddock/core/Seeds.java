package paddock.core;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Runs a property for many seeds, the same ones each time.
///
/// `-Dpaddock.seed=N` runs that one only, in any number base that [Long#decode] knows;
/// `-Dpaddock.seeds=N` runs N times as many.
public final class Seeds {
    private static final String ONE = "paddock.seed";
    private static final String MORE = "paddock.seeds";

    private Seeds() {}

    /// What shall hold for any random input.
    @FunctionalInterface
    public interface Property {
        /// Throws when it does not hold.
        void check(RandomGenerator random) throws Exception;
    }

    /// Checks a property for the seeds from 0 to below `count`. A failure names the seed and the
    /// command that runs it again.
    public static void forEach(int count, Property property) {
        String one = System.getProperty(ONE);
        if (one != null) {
            check(Long.decode(one), property);
            return;
        }
        long all = count * Long.getLong(MORE, 1);
        for (long seed = 0; seed < all; seed++) {
            check(seed, property);
        }
    }

    private static void check(long seed, Property property) {
        try {
            property.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + replay(seed), e);
        }
    }

    private static String replay(long seed) {
        StackWalker.StackFrame test =
                StackWalker.getInstance()
                        .walk(frames -> frames.filter(Seeds::isCaller).findFirst().orElseThrow());
        String outermost = test.getClassName().replaceFirst("\\$.*", "");
        String method = test.getMethodName().replaceFirst("lambda\\$(.*)\\$.*", "$1");
        return System.lineSeparator()
                + "again: mvn -Dtest="
                + outermost.substring(outermost.lastIndexOf('.') + 1)
                + "#"
                + method
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dpaddock.seed="
                + seed
                + " test";
    }

    private static boolean isCaller(StackWalker.StackFrame frame) {
        return !frame.getClassName().equals(Seeds.class.getName());
    }
}
