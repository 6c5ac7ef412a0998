package paddock.microbench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// From the bytes of a request to a record.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    private static final String PATH = Subject.path(0);
    private static final byte[] DATA = new byte[Subject.DATA_BYTES];

    private final JuteReader reader = new JuteReader();
    private final byte[] setData = Subject.encoded(new Request.SetData(PATH, DATA, -1));
    private final byte[] create = Subject.encoded(Subject.create(PATH, DATA));
    private final byte[] multi =
            Subject.encoded(
                    new Request.Multi(
                            false,
                            List.of(
                                    Subject.create(PATH, DATA),
                                    new Request.SetData(PATH, DATA, 0),
                                    new Request.Check(PATH, 1),
                                    new Request.Delete(PATH, 1))));

    @Benchmark
    public Object setData() {
        return decoded(OpCode.SET_DATA, setData);
    }

    @Benchmark
    public Object create() {
        return decoded(OpCode.CREATE, create);
    }

    @Benchmark
    public Object multiOfFour() {
        return decoded(OpCode.MULTI, multi);
    }

    private Object decoded(int opCode, byte[] body) {
        Request request = Request.read(opCode, reader.reset(body, 0, body.length));
        if (request == null) {
            throw new IllegalStateException("operation " + opCode + " is none");
        }
        return request;
    }
}
