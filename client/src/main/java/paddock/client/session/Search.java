package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Which server is asked next, when, and for how long.
final class Search {
    private final ServerSource servers;
    private final Timing timing;
    private final Effects effects;
    private final @Nullable SessionMetrics metrics;

    /// Servers tried since the session was served last.
    private int attempts;

    /// A server that has a quorum, to be asked next.
    private @Nullable InetSocketAddress better;

    private @Nullable InetSocketAddress asked;
    private long begun;
    private long deadline;

    Search(SessionSettings settings, Timing timing, Effects effects) {
        this.servers = settings.servers();
        this.metrics = settings.metrics();
        this.timing = timing;
        this.effects = effects;
    }

    /// Takes this one next.
    void prefer(InetSocketAddress server) {
        better = server;
    }

    /// The one that was preferred, once.
    @Nullable InetSocketAddress takePreferred() {
        InetSocketAddress taken = better;
        better = null;
        return taken;
    }

    /// Asks for the next server, after a pause where all have been tried in vain.
    void next(boolean hurry) {
        int size = Math.max(servers.size(), 1);
        boolean roundOver = attempts > 0 && attempts % size == 0;
        long pause = 0;
        if (roundOver && !hurry) {
            pause = 1 + effects.random(timing.longestPauseMillis(attempts / size));
        }
        attempts++;
        effects.findServer(pause);
    }

    void connect(InetSocketAddress server) {
        int timeout = connectMillis();
        asked = server;
        begun = timing.now();
        deadline = begun + TimeUnit.MILLISECONDS.toNanos(timeout);
        effects.connect(server, timeout);
        effects.wakeBy(deadline);
    }

    int connectMillis() {
        return timing.connectMillis(servers.size());
    }

    /// Until then the attempt must have led to a session.
    long deadline() {
        return deadline;
    }

    /// A server serves the session.
    void succeeded() {
        attempts = 0;
        servers.connected();
        if (metrics != null && asked != null) {
            metrics.connected(asked, timing.now() - begun);
        }
    }

    /// The connection ended, or did not come about.
    void failed(String why) {
        if (metrics != null) {
            metrics.connectionLost(why);
        }
    }
}
