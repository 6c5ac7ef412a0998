package paddock.microbench;

import org.jspecify.annotations.Nullable;
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
import paddock.core.watch.WatchTable;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.concurrent.TimeUnit;

/// Listing a parent of many: all at once, and in pages of a thousand names.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChildrenBenchmark {
    private static final byte[] NO_DATA = {};
    private static final int PAGE = 1_000;

    @Param({"10000", "200000", "1000000"})
    int children;

    private final JuteReader reader = new JuteReader();
    private final JuteWriter writer = new JuteWriter(1 << 16);
    private final Caller<Object> caller =
            new Caller<>(
                    new Object(),
                    new WatchTable<>(),
                    new Listings<>(),
                    Subject.SESSION,
                    Identities.NONE);
    private Queries queries;
    private byte[] all;
    private byte[] firstPage;

    @SuppressWarnings("NullAway.Init") // JMH calls fill() before anything else
    public ChildrenBenchmark() {}

    @Setup
    public void fill() {
        Subject subject = new Subject();
        subject.update(Subject.create("/parent", NO_DATA));
        for (int i = 0; i < children; i++) {
            // In an order of their own, as names that nobody numbers.
            int number = Integer.reverse(i);
            subject.update(Subject.create("/parent/some-child-%08x".formatted(number), NO_DATA));
        }
        queries = new Queries(subject.database, subject.aclRules);
        all = Subject.encoded(new Request.GetChildren("/parent", false, true));
        firstPage = page(null);
    }

    private static byte[] page(@Nullable String after) {
        return Subject.encoded(new Request.GetChildrenPage("/parent", false, after, PAGE, 1 << 20));
    }

    @Benchmark
    public int all() {
        return answered(all);
    }

    @Benchmark
    public int firstPage() {
        return answered(firstPage);
    }

    /// All of them, page by page.
    @Benchmark
    public int inPages() {
        byte[] next = firstPage;
        int bytes = 0;
        while (next != null) {
            bytes += answered(next);
            reader.reset(writer.array(), 0, writer.size());
            var page = (Response.NamesPage) Response.NamesPage.readOrAll(reader);
            next = page.more() ? page(page.names().getLast()) : null;
        }
        return bytes;
    }

    private int answered(byte[] body) {
        writer.clear();
        reader.reset(body, 0, body.length);
        int err = queries.answer(OpCode.GET_CHILDREN2, reader, writer, caller);
        if (err != 0) {
            throw new IllegalStateException("err " + err);
        }
        return writer.size();
    }
}
