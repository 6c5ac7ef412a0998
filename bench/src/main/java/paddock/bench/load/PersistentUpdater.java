package paddock.bench.load;

import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// A client that works on a znode of its own, one request at a time, and goes on with its session
/// on the next server as soon as one hangs up. The request under way is then sent again.
public final class PersistentUpdater implements Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<InetSocketAddress> servers;
    private final LongConsumer successes;
    private final AtomicLong reconnections;
    private final List<Request> work;
    private int next;
    private final long pauseNanos;
    private int turn;
    private Session session;
    // Written by the test's thread, read by this one's.
    private volatile boolean stopped;

    /// Opens a session on the server number `index` of those, and creates the znode.
    ///
    /// @param pauseNanos between an answer and the next update
    /// @param successes told when each request was answered, on the clock of [System#nanoTime]
    /// @param reconnections counts how often the session had to move
    /// @param work what it does over and over with its znode, given its path
    public PersistentUpdater(
            List<InetSocketAddress> servers,
            int index,
            long pauseNanos,
            LongConsumer successes,
            AtomicLong reconnections,
            Function<String, List<Request>> work)
            throws IOException {
        this.servers = List.copyOf(servers);
        this.turn = index % servers.size();
        this.pauseNanos = pauseNanos;
        this.successes = successes;
        this.reconnections = reconnections;
        this.session = Session.open(servers.get(turn), PATIENCE);
        String path = "/updated-" + index;
        session.create(path, new byte[100]);
        this.work = List.copyOf(work.apply(path));
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                session.call(work.get(next));
                next = (next + 1) % work.size();
                successes.accept(System.nanoTime());
                LockSupport.parkNanos(pauseNanos);
            } catch (IOException e) {
                reconnections.incrementAndGet();
                move();
            }
        }
    }

    private void move() {
        while (!stopped) {
            try {
                session.close();
                turn = (turn + 1) % servers.size();
                session = session.moved(servers.get(turn), PATIENCE);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NANOS); // Nobody serves yet.
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        session.close();
    }
}
