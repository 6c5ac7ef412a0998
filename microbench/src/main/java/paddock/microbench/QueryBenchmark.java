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

import paddock.core.acl.Identities;
import paddock.core.query.Caller;
import paddock.core.query.Listings;
import paddock.core.query.Queries;
import paddock.core.tree.Znode;
import paddock.core.watch.WatchTable;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Finding a znode by the bytes of its path, and answering queries about it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryBenchmark {
    private static final int SOME = 4096;

    @Param({"1000", "1000000"})
    int znodes;

    private final JuteReader reader = new JuteReader();
    private final JuteWriter writer = new JuteWriter(1 << 16);
    private final Caller<Object> caller =
            new Caller<>(
                    new Object(),
                    new WatchTable<>(),
                    new Listings<>(),
                    Subject.SESSION,
                    Identities.NONE);
    private Subject subject;
    private Queries queries;
    private byte[][] paths;
    private byte[][] getData;
    private byte[][] exists;
    private byte[] getChildren;
    private int turn;

    @SuppressWarnings("NullAway.Init") // JMH calls fill() before anything else
    public QueryBenchmark() {}

    @Setup
    public void fill() {
        subject = Subject.withZnodes(znodes);
        queries = new Queries(subject.database, subject.aclRules);
        List<String> some = Subject.somePaths(znodes, SOME);
        paths =
                some.stream()
                        .map(path -> path.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        getData =
                some.stream()
                        .map(path -> Subject.encoded(new Request.GetData(path, false)))
                        .toArray(byte[][]::new);
        exists =
                some.stream()
                        .map(path -> Subject.encoded(new Request.Exists(path, false)))
                        .toArray(byte[][]::new);
        String path = some.getFirst();
        getChildren =
                Subject.encoded(
                        new Request.GetChildren(
                                path.substring(0, path.lastIndexOf('/')), false, false));
    }

    /// Down the tree, nothing else.
    @Benchmark
    public Znode lookUp() {
        byte[] path = paths[next(paths.length)];
        Znode found = subject.database.tree().find(path, 0, path.length);
        if (found == null) {
            throw new IllegalStateException("a znode is missing");
        }
        return found;
    }

    @Benchmark
    public int getData() {
        return answered(OpCode.GET_DATA, getData[next(getData.length)]);
    }

    @Benchmark
    public int exists() {
        return answered(OpCode.EXISTS, exists[next(exists.length)]);
    }

    /// Of a parent of a hundred.
    @Benchmark
    public int getChildren() {
        return answered(OpCode.GET_CHILDREN, getChildren);
    }

    private int answered(int opCode, byte[] body) {
        writer.clear();
        int err = queries.answer(opCode, reader.reset(body, 0, body.length), writer, caller);
        if (err != 0) {
            throw new IllegalStateException("err " + err);
        }
        return writer.size();
    }

    private int next(int count) {
        turn = turn + 1 < count ? turn + 1 : 0;
        return turn;
    }
}
