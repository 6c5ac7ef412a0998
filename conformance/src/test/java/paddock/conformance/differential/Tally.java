package paddock.conformance.differential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Counts what the reference answered, to show how much of the protocol a run has touched.
final class Tally {
    private static final Pattern REPLY = Pattern.compile("reply xid=\\S+ zxid=\\S+ err=(-?\\d+)");
    private static final Pattern EVENT = Pattern.compile("event (\\w+)");

    private final Map<Integer, Integer> errors = new TreeMap<>((a, b) -> Integer.compare(b, a));
    private final Map<String, Integer> events = new TreeMap<>();
    private int closed;

    synchronized void add(List<Observation> observations) {
        for (Observation observation : observations) {
            for (Observation.Line line : observation.lines()) {
                add(line.text());
            }
        }
    }

    private void add(String text) {
        var reply = REPLY.matcher(text);
        if (reply.find()) {
            errors.merge(Integer.parseInt(reply.group(1)), 1, Integer::sum);
            return;
        }
        var event = EVENT.matcher(text);
        if (event.find()) {
            events.merge(event.group(1), 1, Integer::sum);
        } else if (text.endsWith(" closed")) {
            closed++;
        }
    }

    @Override
    public String toString() {
        return "answers by error " + errors + ", events " + events + ", closed " + closed;
    }
}
