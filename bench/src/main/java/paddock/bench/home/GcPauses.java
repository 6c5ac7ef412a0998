package paddock.bench.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When JVMs stopped to collect garbage, and for how long, by their own logs.
///
/// Every server that bench starts gets [#LOG_FLAG], and so writes a line or a few for each
/// collection, whichever collector runs. The lines carry the clock of [System#nanoTime], which on
/// Linux is the same in all processes; a window that bench measured can therefore be cut out.
public record GcPauses(List<Pause> pauses) {
    /// One pause; `endNanos` on the clock of [System#nanoTime].
    public record Pause(long endNanos, long lengthNanos) {}

    /// Makes a JVM write its log into the folder it was started in. A relative name, since the
    /// flag's own syntax and the start scripts have no use for blanks or colons in a folder's name.
    /// A JVM that is started anew writes a file of its own.
    static final String LOG_FLAG = "-Xlog:gc,gc+phases:file=gc-%p.log:timenanos:filecount=0";

    private static final String FILES = "gc-*.log";

    /// `GC(7) Pause Young (Normal) (G1 Evacuation Pause) 41M->5M(64M) 2.142ms`, or with ZGC `GC(7)
    /// O: Pause Mark End 0.023ms`. Phases of a pause do not begin with that word.
    private static final Pattern LINE =
            Pattern.compile("\\[(\\d+)ns\\] GC\\(\\d+\\) (?:\\w: )?Pause .* (\\d+\\.\\d+)ms");

    private static final double NANOS_PER_MILLI = 1e6;

    public GcPauses {
        pauses = List.copyOf(pauses);
    }

    /// All that the logs in a server's folder tell so far, from earlier starts too.
    static GcPauses in(Path folder) {
        List<Pause> found = new ArrayList<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, FILES)) {
            for (Path log : logs) {
                found.addAll(parse(Files.readString(log, StandardCharsets.ISO_8859_1)).pauses);
            }
        } catch (IOException e) {
            throw new HomeException("cannot read the garbage collector's logs: " + e, e);
        }
        return new GcPauses(found);
    }

    static GcPauses parse(String log) {
        List<Pause> found = new ArrayList<>();
        log.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        line ->
                                found.add(
                                        new Pause(
                                                Long.parseLong(line.group(1)),
                                                Math.round(
                                                        Double.parseDouble(line.group(2))
                                                                * NANOS_PER_MILLI))));
        return new GcPauses(found);
    }

    GcPauses plus(GcPauses other) {
        List<Pause> all = new ArrayList<>(pauses);
        all.addAll(other.pauses);
        return new GcPauses(all);
    }

    /// Those that ended in this time, of [System#nanoTime].
    public GcPauses between(long fromNanos, long untilNanos) {
        return new GcPauses(
                pauses.stream()
                        .filter(each -> each.endNanos > fromNanos && each.endNanos <= untilNanos)
                        .toList());
    }

    /// The longest; 0 when there was none.
    public double longestMillis() {
        return pauses.stream().mapToLong(Pause::lengthNanos).max().orElse(0) / NANOS_PER_MILLI;
    }

    public double totalMillis() {
        return pauses.stream().mapToLong(Pause::lengthNanos).sum() / NANOS_PER_MILLI;
    }
}
