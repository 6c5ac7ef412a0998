package paddock.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rounds of one scenario on one home (alone) or two (side by side).
public final class Comparison {
    private final String scenario;
    private final String conditions;
    private final List<String> labels;
    private final List<List<Sample>> samples = new ArrayList<>();

    /// For the homes with these labels; `conditions` says in words what was run.
    public Comparison(String scenario, String conditions, List<String> labels) {
        this.scenario = scenario;
        this.conditions = conditions;
        this.labels = List.copyOf(labels);
        labels.forEach(label -> samples.add(new ArrayList<>()));
    }

    /// Adds one round of the home at `index`.
    public void add(int index, Sample sample) {
        samples.get(index).add(sample);
    }

    public String scenario() {
        return scenario;
    }

    public String conditions() {
        return conditions;
    }

    public List<String> labels() {
        return labels;
    }

    /// Whole rounds so far.
    public int rounds() {
        return samples.stream().mapToInt(List::size).min().orElse(0);
    }

    /// What was measured on every home, with its rows.
    public Map<Measure, Row> rows() {
        Map<Measure, Row> rows = new LinkedHashMap<>();
        for (Measure measure : samples.getFirst().getFirst().values().keySet()) {
            List<List<Double>> columns = new ArrayList<>();
            for (List<Sample> home : samples) {
                columns.add(
                        home.stream()
                                .map(sample -> sample.values().get(measure))
                                .filter(java.util.Objects::nonNull)
                                .toList());
            }
            if (columns.stream().noneMatch(List::isEmpty)) {
                rows.put(measure, Row.of(columns));
            }
        }
        return rows;
    }

    /// One measure: the spread on each home and, for two homes, the ratio of the first to the
    /// second. The ratio's median is that of the medians, its range that of the single rounds.
    public record Row(List<List<Double>> values, List<Spread> homes, Optional<Spread> ratio) {
        static Row of(List<List<Double>> columns) {
            List<Spread> homes = columns.stream().map(Spread::of).toList();
            return new Row(columns, homes, ratio(columns, homes));
        }

        private static Optional<Spread> ratio(List<List<Double>> columns, List<Spread> homes) {
            if (homes.size() != 2 || homes.get(1).median() == 0) {
                return Optional.empty();
            }
            int rounds = Math.min(columns.get(0).size(), columns.get(1).size());
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                double divisor = columns.get(1).get(i);
                if (divisor != 0) {
                    ratios.add(columns.get(0).get(i) / divisor);
                }
            }
            if (ratios.isEmpty()) {
                return Optional.empty();
            }
            Spread range = Spread.of(ratios);
            double ratio = homes.get(0).median() / homes.get(1).median();
            return Optional.of(new Spread(ratio, range.min(), range.max()));
        }
    }
}
