package paddock.simulator.ensemble;

import java.util.List;

/// How a run ended.
///
/// @param failure what went wrong, empty when nothing did
/// @param check the name of the check that saw it
/// @param timeline what happened last, or everything where that was asked for
/// @param fingerprint the same for the same run
/// @param acknowledged operations of clients that were answered
/// @param virtualMillis how long it took, in virtual time
/// @param events how many things happened
public record Outcome(
        long seed,
        String failure,
        String check,
        List<String> timeline,
        long fingerprint,
        long acknowledged,
        long virtualMillis,
        long events) {
    public Outcome {
        timeline = List.copyOf(timeline);
    }

    public boolean isClean() {
        return failure.isEmpty();
    }
}
