package paddock.simulator.ensemble;

import java.util.EnumSet;
import java.util.Set;

/// What is simulated, besides what a seed decides.
///
/// @param servers how many vote; 0 lets the seed choose 3 or 5
/// @param observers how many more only observe; -1 lets the seed choose 0 or 1
/// @param operations how many operations of clients are answered, at least
/// @param faults whether anything fails at all
/// @param mistakes made on purpose
public record Options(
        int servers, int observers, int operations, boolean faults, Set<Mistake> mistakes) {
    /// Three or five servers, a thousand operations, every fault.
    public static final Options DEFAULT =
            new Options(0, -1, 1000, true, EnumSet.noneOf(Mistake.class));

    public Options {
        mistakes = mistakes.isEmpty() ? EnumSet.noneOf(Mistake.class) : EnumSet.copyOf(mistakes);
    }

    /// The same with one mistake.
    public Options with(Mistake mistake) {
        return new Options(servers, observers, operations, faults, EnumSet.of(mistake));
    }

    boolean makes(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    /// As the command line says it.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (servers != 0) {
            text.append(" --servers ").append(servers);
        }
        if (observers >= 0) {
            text.append(" --observers ").append(observers);
        }
        if (operations != DEFAULT.operations) {
            text.append(" --operations ").append(operations);
        }
        if (!faults) {
            text.append(" --no-faults");
        }
        for (Mistake mistake : mistakes) {
            text.append(" --mistake ").append(mistake);
        }
        return text.toString();
    }
}
