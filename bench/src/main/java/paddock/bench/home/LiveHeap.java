package paddock.bench.home;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a JVM's heap holds after a full collection, by class.
///
/// Taken from the class histogram rather than from the heap's fill level, since that counts the
/// objects alone: whichever collector runs, however its regions are filled.
public record LiveHeap(long bytes, List<Row> largest) {
    /// The bytes of one class.
    public record Row(String className, long instances, long bytes) {}

    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");
    private static final int KEPT = 20;

    public LiveHeap {
        largest = List.copyOf(largest);
    }

    /// Collects garbage in the JVM and counts the rest.
    public static LiveHeap of(Knobs knobs, long pid) {
        return parse(Jcmd.run(knobs, pid, "GC.class_histogram"));
    }

    static LiveHeap parse(String histogram) {
        List<Row> rows = new ArrayList<>();
        for (String line : histogram.split("\n")) {
            Matcher row = ROW.matcher(line);
            Matcher total = TOTAL.matcher(line.strip());
            if (row.matches() && rows.size() < KEPT) {
                rows.add(
                        new Row(
                                row.group(3),
                                Long.parseLong(row.group(1)),
                                Long.parseLong(row.group(2))));
            } else if (total.matches()) {
                return new LiveHeap(Long.parseLong(total.group(2)), rows);
            }
        }
        throw new HomeException("no class histogram: " + histogram);
    }
}
