package paddock.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Results as JSON, for programs and for `bench report`: every round's value, and beside them the
/// medians, spreads and ratios, which reading computes anew.
public final class JsonResults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonResults() {}

    public static String write(Results results) {
        ObjectNode root = JSON.createObjectNode();
        results.facts().forEach(root.putObject("run")::put);
        ArrayNode scenarios = root.putArray("scenarios");
        results.comparisons().forEach(each -> write(each, scenarios.addObject()));
        ArrayNode growths = root.putArray("growth");
        for (Growth growth : results.growths()) {
            ObjectNode node = growths.addObject();
            node.put("axis", growth.axis());
            node.put("logarithmic", growth.logarithmic());
            ArrayNode points = node.putArray("points");
            for (Growth.Point point : growth.points()) {
                ObjectNode at = points.addObject();
                at.put("at", finite(point.at()));
                write(point.figures(), at);
            }
        }
        return root.toPrettyString() + "\n";
    }

    private static void write(Comparison comparison, ObjectNode node) {
        node.put("scenario", comparison.scenario());
        node.put("conditions", comparison.conditions());
        node.put("rounds", comparison.rounds());
        ArrayNode measures = node.putArray("measures");
        comparison
                .rows()
                .forEach(
                        (measure, row) -> {
                            ObjectNode entry = measures.addObject();
                            entry.put("name", measure.name());
                            entry.put("unit", measure.unit());
                            ArrayNode homes = entry.putArray("homes");
                            for (int i = 0; i < row.homes().size(); i++) {
                                ObjectNode home = homes.addObject();
                                home.put("home", comparison.labels().get(i));
                                write(row.homes().get(i), home);
                                ArrayNode values = home.putArray("values");
                                row.values().get(i).forEach(value -> values.add(finite(value)));
                            }
                            row.ratio().ifPresent(ratio -> write(ratio, entry.putObject("ratio")));
                        });
    }

    private static void write(Spread spread, ObjectNode node) {
        node.put("median", finite(spread.median()));
        node.put("min", finite(spread.min()));
        node.put("max", finite(spread.max()));
    }

    /// JSON knows no other numbers.
    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no JSON number");
        }
        return value;
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static Results read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            Map<String, String> facts = new LinkedHashMap<>();
            root.required("run")
                    .properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
            List<Comparison> comparisons = new ArrayList<>();
            root.required("scenarios").forEach(node -> comparisons.add(comparison(node)));
            List<Growth> growths = new ArrayList<>();
            root.required("growth").forEach(node -> growths.add(growth(node)));
            return new Results(facts, comparisons, growths);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Growth growth(JsonNode node) {
        List<Growth.Point> points = new ArrayList<>();
        for (JsonNode point : node.required("points")) {
            points.add(new Growth.Point(point.required("at").asDouble(), comparison(point)));
        }
        return new Growth(
                node.required("axis").asText(), node.required("logarithmic").asBoolean(), points);
    }

    private static Comparison comparison(JsonNode node) {
        JsonNode measures = node.required("measures");
        List<String> labels = new ArrayList<>();
        measures.path(0).path("homes").forEach(home -> labels.add(home.required("home").asText()));
        Comparison comparison =
                new Comparison(
                        node.required("scenario").asText(),
                        node.required("conditions").asText(),
                        labels);
        int rounds = node.required("rounds").asInt();
        for (int home = 0; home < labels.size(); home++) {
            for (int round = 0; round < rounds; round++) {
                comparison.add(home, sample(measures, home, round));
            }
        }
        return comparison;
    }

    private static Sample sample(JsonNode measures, int home, int round) {
        Sample sample = new Sample();
        for (JsonNode measure : measures) {
            JsonNode value =
                    measure.required("homes").required(home).required("values").path(round);
            if (value.isNumber()) {
                sample.with(
                        new Measure(
                                measure.required("name").asText(),
                                measure.required("unit").asText()),
                        value.asDouble());
            }
        }
        return sample;
    }
}
