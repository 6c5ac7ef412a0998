package paddock.bench.load;

import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Opens a session, creates an ephemeral, closes the session, and begins anew, on one server after
/// the other; one that is away is passed over.
public final class SessionChurner implements Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<InetSocketAddress> servers;
    private final String parent;
    private final long pauseNanos;
    // Written by the thread that started this one's, read by this one's.
    private volatile boolean stopped;

    /// Creates ephemerals under a znode that exists.
    ///
    /// @param pauseNanos between two sessions
    public SessionChurner(List<InetSocketAddress> servers, String parent, long pauseNanos) {
        this.servers = List.copyOf(servers);
        this.parent = parent;
        this.pauseNanos = pauseNanos;
    }

    @Override
    public void run() {
        for (int turn = 0; !stopped; turn++) {
            try (Session session = Session.open(servers.get(turn % servers.size()), PATIENCE)) {
                // Sequential, since that of a session that broke off may be there still.
                session.call(
                        Session.createRequest(
                                parent + "/passing-",
                                new byte[0],
                                CreateMode.EPHEMERAL_SEQUENTIAL));
                session.call(new Request.CloseSession());
                LockSupport.parkNanos(pauseNanos);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NANOS); // Away; the next may be there.
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
