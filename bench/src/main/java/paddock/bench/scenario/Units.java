package paddock.bench.scenario;

import java.time.Duration;

/// The units of the reports.
final class Units {
    private Units() {}

    static double mebibytes(long bytes) {
        return bytes / (1024.0 * 1024.0);
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
