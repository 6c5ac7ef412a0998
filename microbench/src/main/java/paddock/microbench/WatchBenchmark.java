package paddock.microbench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import paddock.core.watch.ChangeKind;
import paddock.core.watch.WatchMode;
import paddock.core.watch.WatchTable;

import java.util.concurrent.TimeUnit;

/// Firing watches, beside others that do not fire.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WatchBenchmark {
    private static final String WATCHED = Subject.path(0);
    private static final int STANDING = 100_000;

    @Param({"1", "100", "10000"})
    int watchers;

    private final WatchTable<Object> table = new WatchTable<>();
    private final Object watcher = new Object();
    private long delivered;

    @Setup
    public void watch() {
        for (int i = 0; i < watchers; i++) {
            table.add(WATCHED, new Object(), WatchMode.PERSISTENT);
        }
        for (int i = 1; i <= STANDING; i++) {
            table.add(Subject.path(i), watcher, WatchMode.DATA);
        }
    }

    /// Persistent watches, which stay.
    @Benchmark
    public long fire() {
        long before = delivered;
        table.fire(ChangeKind.DATA_CHANGED, WATCHED, this::deliver);
        if (delivered - before != watchers) {
            throw new IllegalStateException(delivered - before + " events");
        }
        return delivered;
    }

    /// A change that nobody watches: what every update pays.
    @Benchmark
    public long fireUnwatched() {
        table.fire(ChangeKind.DATA_CHANGED, "/nobody/watches/this", this::deliver);
        return delivered;
    }

    /// One watch of the usual kind, there and gone.
    @Benchmark
    public long addAndFire() {
        table.add("/once", watcher, WatchMode.DATA);
        table.fire(ChangeKind.DATA_CHANGED, "/once", this::deliver);
        return delivered;
    }

    private void deliver(Object whom, int type, String path) {
        delivered++;
    }
}
