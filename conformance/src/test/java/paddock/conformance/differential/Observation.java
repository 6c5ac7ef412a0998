package paddock.conformance.differential;

import java.util.List;
import java.util.stream.Collectors;

/// What one side saw as the consequence of one step.
record Observation(String step, List<Line> lines) {
    Observation {
        lines = List.copyOf(lines);
    }

    /// Something that was seen: rendered for comparison, and as it was on the wire.
    record Line(String text, String hex) {}

    boolean sameAs(Observation that) {
        return texts().equals(that.texts());
    }

    List<String> texts() {
        return lines.stream().map(Line::text).collect(Collectors.toList());
    }
}
