package paddock.bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Comparisons as JSON for programs: every round's value beside the medians.
public final class JsonReport {
    private JsonReport() {}

    /// An object with the facts of the run and an array of comparisons.
    public static String of(Map<String, String> facts, List<Comparison> comparisons) {
        String run =
                facts.entrySet().stream()
                        .map(fact -> string(fact.getKey()) + ": " + string(fact.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        return comparisons.stream()
                .map(JsonReport::comparison)
                .collect(
                        Collectors.joining(
                                ",\n", "{\"run\": " + run + ",\n\"scenarios\": [\n", "\n]}\n"));
    }

    private static String comparison(Comparison comparison) {
        String measures =
                comparison.rows().entrySet().stream()
                        .map(entry -> measure(comparison, entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
        return "{\"scenario\": %s, \"conditions\": %s, \"rounds\": %d,\n  \"measures\": %s}"
                .formatted(
                        string(comparison.scenario()),
                        string(comparison.conditions()),
                        comparison.rounds(),
                        measures);
    }

    private static String measure(Comparison comparison, Measure measure, Comparison.Row row) {
        StringBuilder text = new StringBuilder();
        text.append("{\"name\": ").append(string(measure.name()));
        text.append(", \"unit\": ").append(string(measure.unit()));
        text.append(", \"homes\": [");
        for (int i = 0; i < row.homes().size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("{\"home\": ")
                    .append(string(comparison.labels().get(i)))
                    .append(", ")
                    .append(spread(row.homes().get(i)))
                    .append(", \"values\": ")
                    .append(
                            row.values().get(i).stream()
                                    .map(JsonReport::number)
                                    .collect(Collectors.joining(", ", "[", "]")))
                    .append('}');
        }
        text.append(']');
        row.ratio().ifPresent(ratio -> text.append(", \"ratio\": {" + spread(ratio) + "}"));
        return text.append('}').toString();
    }

    private static String spread(Spread spread) {
        return "\"median\": %s, \"min\": %s, \"max\": %s"
                .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no JSON number");
        }
        return Double.toString(value);
    }

    static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars()
                .forEach(
                        unit -> {
                            if (unit == '"' || unit == '\\') {
                                text.append('\\').append((char) unit);
                            } else if (unit < 0x20) {
                                text.append("\\u%04x".formatted(unit));
                            } else {
                                text.append((char) unit);
                            }
                        });
        return text.append('"').toString();
    }
}
