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

import paddock.core.database.Applied;
import paddock.core.query.UpdateAnswers;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the replica does with an update: prepare, apply, encode for the log and for the client.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {
    private static final int SOME = 4096;
    private static final byte[] DATA = new byte[Subject.DATA_BYTES];
    private static final String PASSING = "/parent-0000000/passing";

    @Param({"1000", "1000000"})
    int znodes;

    private final JuteWriter writer = new JuteWriter(1 << 16);
    private Subject subject;
    private List<String> paths;
    private LoggedTxn txn;
    private Applied applied;
    private int turn;

    @SuppressWarnings("NullAway.Init") // JMH calls fill() before anything else
    public UpdateBenchmark() {}

    @Setup
    public void fill() {
        subject = Subject.withZnodes(znodes);
        paths = Subject.somePaths(znodes, SOME);
        txn = subject.prepare(new Request.SetData(paths.getFirst(), DATA, -1));
        applied = subject.apply(txn);
    }

    @Benchmark
    public Applied prepareAndApplySetData() {
        turn = turn + 1 < paths.size() ? turn + 1 : 0;
        return subject.update(new Request.SetData(paths.get(turn), DATA, -1));
    }

    /// Both count as one operation.
    @Benchmark
    public Applied prepareAndApplyCreateAndDelete() {
        subject.update(Subject.create(PASSING, DATA));
        return subject.update(new Request.Delete(PASSING, -1));
    }

    @Benchmark
    public int encodeForTheLog() {
        writer.clear();
        txn.write(writer);
        return writer.size();
    }

    @Benchmark
    public int encodeForTheClient() {
        writer.clear();
        UpdateAnswers.write(writer, txn.txn(), applied);
        return writer.size();
    }
}
