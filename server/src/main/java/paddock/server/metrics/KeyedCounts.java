package paddock.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A counter for each key, for events rare enough to afford a map that readers may walk meanwhile.
final class KeyedCounts {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void increment(String key) {
        if (counts.size() < KeyedCells.MAX_KEYS || counts.containsKey(key)) {
            counts.merge(key, 1L, Long::sum);
        }
    }

    void clear() {
        counts.clear();
    }

    void addTo(Map<String, Long> sums) {
        counts.forEach((key, count) -> sums.merge(key, count, Long::sum));
    }
}
