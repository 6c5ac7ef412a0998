package paddock.simulator.ensemble;

import paddock.simulator.schedule.Schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened, in columns: milliseconds, server, kind, details.
final class Trace {
    private static final int KEPT = 400;

    private final Schedule schedule;
    private final boolean everything;
    private final List<Line> lines = new ArrayList<>();
    private long fingerprint;

    private record Line(long micros, long server, String kind, String details) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%9d.%03d  %-4s %-10s %s",
                    micros / Schedule.MILLI,
                    micros % Schedule.MILLI,
                    server == 0 ? "" : "s" + server,
                    kind,
                    details);
        }
    }

    /// @param everything whether all lines are kept, not only the last few hundred
    Trace(Schedule schedule, boolean everything) {
        this.schedule = schedule;
        this.everything = everything;
    }

    void add(long server, String kind, String details) {
        long micros = schedule.nowMicros();
        fingerprint = 31 * fingerprint + micros + 31 * server + kind.hashCode();
        fingerprint = 31 * fingerprint + details.hashCode();
        if (!everything && lines.size() >= 2 * KEPT) {
            lines.subList(0, KEPT).clear();
        }
        lines.add(new Line(micros, server, kind, details));
    }

    List<String> lines() {
        int from = everything ? 0 : Math.max(0, lines.size() - KEPT);
        return lines.subList(from, lines.size()).stream().map(Line::text).toList();
    }

    /// Differs where anything that was traced differs.
    long fingerprint() {
        return fingerprint;
    }
}
