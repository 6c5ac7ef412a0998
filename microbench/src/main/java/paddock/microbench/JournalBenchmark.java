package paddock.microbench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Appending transactions of 1 KiB, so many to a force. What the disk itself takes for one is
/// `bench/bench disk`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalBenchmark implements LogListener {
    private static final int BATCH = 64;
    private static final long FILE_BYTES = 64L << 20;

    @Param({"true", "false"})
    boolean force;

    private final byte[] txn = new byte[Subject.DATA_BYTES];
    private final List<Path> written = new ArrayList<>();
    private Path folder;
    private TxnLog log;
    private long zxid;

    @SuppressWarnings("NullAway.Init") // JMH calls begin() before anything else
    public JournalBenchmark() {}

    @Setup
    public void begin() throws IOException {
        folder = Files.createTempDirectory("microbench-");
        LogSettings usual = LogSettings.DEFAULT;
        log =
                new TxnLog(
                        folder,
                        new LogSettings(
                                force, usual.preallocateBytes(), FILE_BYTES, usual.bufferBytes()),
                        this);
    }

    /// Time for each transaction of the batch.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long appendAndForceBatch() {
        for (int i = 0; i < BATCH; i++) {
            log.append(++zxid, txn, 0, txn.length);
        }
        log.force();
        return zxid;
    }

    /// A benchmark writes for as long as it is told to; the files it has left are in the way.
    @Override
    public void opened(Path file) {
        try {
            for (Path each : written) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.clear();
        written.add(file);
    }

    @TearDown
    public void remove() throws IOException {
        log.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
