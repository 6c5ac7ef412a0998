package paddock.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A comparison as a table for people.
public final class TableReport {
    private TableReport() {}

    /// The table, one row a measure.
    public static String of(Comparison comparison) {
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("median (min..max)"));
        head.addAll(comparison.labels());
        if (comparison.labels().size() == 2) {
            head.add("ratio");
        }
        table.add(head);
        comparison
                .rows()
                .forEach(
                        (measure, row) -> {
                            List<String> cells = new ArrayList<>(List.of(measure.title()));
                            row.homes().forEach(home -> cells.add(cell(home)));
                            row.ratio().ifPresent(ratio -> cells.add(cell(ratio)));
                            table.add(cells);
                        });
        return "%s: %s; rounds: %d%n%s"
                .formatted(
                        comparison.scenario(),
                        comparison.conditions(),
                        comparison.rounds(),
                        aligned(table));
    }

    private static String cell(Spread spread) {
        return "%s (%s..%s)"
                .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
    }

    /// Three significant digits or so, and never an exponent.
    public static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String aligned(List<List<String>> table) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : table) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < row.size(); i++) {
                int padding = widths.get(i) - row.get(i).length();
                line.append(i == 0 ? row.get(i) : " ".repeat(padding) + row.get(i));
                line.append(i == 0 ? " ".repeat(padding) : "").append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
