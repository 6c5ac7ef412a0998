package paddock.conformance.differential;

import java.util.List;

/// What a seed stands for: steps to play under a profile.
record Sequence(long seed, Profile profile, List<Step> steps) {
    Sequence {
        steps = List.copyOf(steps);
    }

    Sequence withSteps(List<Step> fewer) {
        return new Sequence(seed, profile, fewer);
    }
}
