package paddock.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that one run of bench measured.
///
/// @param facts about the machine and the run
public record Results(
        Map<String, String> facts, List<Comparison> comparisons, List<Growth> growths) {
    public Results {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        comparisons = List.copyOf(comparisons);
        growths = List.copyOf(growths);
    }
}
