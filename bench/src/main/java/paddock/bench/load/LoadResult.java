package paddock.bench.load;

import org.HdrHistogram.Histogram;

/// What the measured window of a run gave. Latencies are in nanoseconds; `generatorCpuNanos` is the
/// processor time of the generator's own threads.
public record LoadResult(
        long operations, long windowNanos, Histogram latencies, long generatorCpuNanos) {

    public double operationsPerSecond() {
        return operations * 1e9 / windowNanos;
    }

    public double generatorCpuMicrosPerOperation() {
        return generatorCpuNanos / 1e3 / operations;
    }

    /// The latency below which `percent` of the requests stayed, in milliseconds.
    public double latencyMillis(double percent) {
        return latencies.getValueAtPercentile(percent) / 1e6;
    }

    public double maxLatencyMillis() {
        return latencies.getMaxValue() / 1e6;
    }
}
