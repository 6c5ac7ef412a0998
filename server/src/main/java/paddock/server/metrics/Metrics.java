package paddock.server.metrics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// All recorders of a server, and their sums. Any thread may ask.
public final class Metrics {
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private final AtomicInteger epoch = new AtomicInteger();

    /// Creates an empty registry.
    public Metrics() {}

    /// A recorder for one more thread.
    public Recorder newRecorder() {
        Recorder recorder = new Recorder(this);
        recorders.add(recorder);
        return recorder;
    }

    /// Starts over: every counter, every summary and the traffic.
    public void reset() {
        epoch.incrementAndGet();
    }

    /// How often a counter was raised.
    public long counted(Counter counter) {
        int now = epoch();
        long sum = 0;
        for (Recorder recorder : recorders) {
            if (recorder.isOf(now)) {
                sum += recorder.counted(counter);
            }
        }
        return sum;
    }

    /// What is known of a summary.
    public Distribution distribution(Summary summary) {
        int now = epoch();
        Cell total = new Cell(summary.advanced());
        for (Recorder recorder : recorders) {
            if (recorder.isOf(now)) {
                recorder.addTo(total, summary);
            }
        }
        return total.distribution();
    }

    /// What is known of a summary set, by key.
    public SortedMap<String, Distribution> distributions(SummarySet set) {
        int now = epoch();
        SortedMap<String, Cell> totals = new TreeMap<>();
        for (Recorder recorder : recorders) {
            KeyedCells byKey = recorder.keyed(set);
            if (byKey != null && recorder.isOf(now)) {
                byKey.forEach(
                        (key, cell) ->
                                cell.addTo(
                                        totals.computeIfAbsent(
                                                key, k -> new Cell(set.advanced()))));
            }
        }
        SortedMap<String, Distribution> byKey = new TreeMap<>();
        totals.forEach((key, total) -> byKey.put(key, total.distribution()));
        return byKey;
    }

    /// How often each top-level znode's quota was exceeded.
    public SortedMap<String, Long> quotaExceeded() {
        int now = epoch();
        SortedMap<String, Long> sums = new TreeMap<>();
        for (Recorder recorder : recorders) {
            if (recorder.isOf(now)) {
                recorder.quotaExceeded().addTo(sums);
            }
        }
        return sums;
    }

    /// Packets and latencies of the whole server.
    public Traffic traffic() {
        int now = epoch();
        TrafficTotal total = new TrafficTotal();
        for (Recorder recorder : recorders) {
            if (recorder.isOf(now)) {
                recorder.addTo(total);
            }
        }
        return total.traffic();
    }

    int epoch() {
        return epoch.get();
    }
}
