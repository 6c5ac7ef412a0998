package paddock.conformance.differential;

import java.util.List;

/// Where two sides first saw different things.
record Difference(Sequence sequence, int at, Observation expected, Observation actual) {

    /// Everything somebody needs who wants to understand it.
    String report(Arena arena) {
        var text = new StringBuilder();
        text.append(
                "seed %d (%s) differs at %s%n"
                        .formatted(sequence.seed(), sequence.profile(), expected.step()));
        var wanted = expected.texts();
        var got = actual.texts();
        int same = 0;
        while (same < wanted.size()
                && same < got.size()
                && wanted.get(same).equals(got.get(same))) {
            same++;
        }
        text.append("  equal so far: %d lines%n".formatted(same));
        append(text, arena.referenceName(), expected.lines(), same);
        append(text, arena.subjectName(), actual.lines(), same);
        text.append(
                "  replay: ./conform --seeds %d..%d --steps%n"
                        .formatted(sequence.seed(), sequence.seed()));
        return text.toString();
    }

    private static void append(
            StringBuilder text, String who, List<Observation.Line> lines, int from) {
        if (from >= lines.size()) {
            text.append("  %s: nothing more%n".formatted(who));
        }
        for (int i = from; i < Math.min(lines.size(), from + 6); i++) {
            text.append("  %s: %s%n".formatted(who, lines.get(i).text()));
            if (!lines.get(i).hex().isEmpty()) {
                text.append("      %s%n".formatted(lines.get(i).hex()));
            }
        }
    }
}
