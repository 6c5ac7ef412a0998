package paddock.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one round of one scenario measured on one server, in the order of reporting.
public final class Sample {
    private final Map<Measure, Double> values = new LinkedHashMap<>();

    /// Notes a value; a measure is noted once.
    public Sample with(Measure measure, double value) {
        if (values.put(measure, value) != null) {
            throw new IllegalArgumentException(measure + " was noted twice");
        }
        return this;
    }

    public Map<Measure, Double> values() {
        return Collections.unmodifiableMap(values);
    }
}
