package paddock.bench.scenario;

import paddock.bench.load.Frames;
import paddock.bench.load.LoadGenerator;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.Session;
import paddock.bench.load.Traffic;
import paddock.bench.load.Window;
import paddock.wire.protocol.CreateMode;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Fills a server's tree, pipelined.
final class Population {
    private static final int CONNECTIONS = 8;
    private static final int OUTSTANDING = 64;
    private static final int PATH_BYTES = 256;

    private Population() {}

    /// Creates the znodes `path.apply(0)` to `path.apply(count - 1)`, whose parents exist.
    static void create(
            InetSocketAddress address, long count, LongFunction<String> path, byte[] data) {
        AtomicLong next = new AtomicLong();
        LoadGenerator.run(
                address,
                LoadPlan.counted((int) Math.min(CONNECTIONS, count), OUTSTANDING, count),
                index -> new Creates(next, path, data),
                Window.UNWATCHED);
    }

    private record Creates(AtomicLong number, LongFunction<String> path, byte[] data)
            implements Traffic {
        @Override
        public void next(ByteBuffer out) {
            long mine = number.getAndIncrement();
            out.put(
                    Frames.request(
                            (int) mine,
                            Session.createRequest(path.apply(mine), data, CreateMode.PERSISTENT)));
        }

        @Override
        public int maxFrameBytes() {
            return PATH_BYTES + data.length;
        }
    }
}
