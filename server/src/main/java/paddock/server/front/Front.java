package paddock.server.front;

import io.netty.channel.EventLoop;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.query.Queries;
import paddock.server.metrics.Metrics;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.Id;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// What all connections share.
public final class Front {
    /// How long a client may be behind while others wait for it.
    private static final long SLOWEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final FrontSettings settings;
    private final Queries queries;
    private final AclRules aclRules;
    private final UpdatePort updates;
    private final Words words;
    private final ConnectionLimits limits;
    private final ConnectThrottle throttle;
    private final LargeRequests largeRequests;
    private final Backlog<ClientChannel> backlog;
    private final Backlog<ClientChannel> unfinished;
    private final Serving serving;
    private final List<FrontLoop> loops;
    private final JuteReader replicaReader;
    private final AtomicLong authFailures = new AtomicLong();

    /// Everything the client side needs; one loop for each event loop, on the stripes from 0.
    public Front(
            FrontSettings settings,
            Queries queries,
            AclRules aclRules,
            UpdatePort updates,
            Words words,
            ConnectThrottle throttle,
            Metrics metrics,
            Stripes stripes,
            Serving serving,
            List<EventLoop> eventLoops) {
        this.settings = settings;
        this.serving = serving;
        this.queries = queries;
        this.aclRules = aclRules;
        this.updates = updates;
        this.words = words;
        this.throttle = throttle;
        limits =
                new ConnectionLimits(
                        settings.maxConnectionsPerAddress(), settings.maxConnections());
        largeRequests =
                new LargeRequests(
                        settings.largeRequestThreshold(), settings.largeRequestMaxBytes());
        backlog = new Backlog<>(settings.slowConsumersBytes(), SLOWEST_NANOS);
        unfinished = new Backlog<>(settings.unfinishedBytes(), Long.MAX_VALUE);
        // Connections are dealt out to the loops in turn, so each loop may have its share.
        long loopBytes = settings.outstandingBytesLimit() / eventLoops.size();
        int maxFieldBytes =
                (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                (long) settings.maxFrameBytes() + settings.extraFieldBytes());
        replicaReader = new JuteReader(maxFieldBytes);
        loops =
                IntStream.range(0, eventLoops.size())
                        .mapToObj(
                                i ->
                                        new FrontLoop(
                                                eventLoops.get(i),
                                                stripes.stripe(i),
                                                metrics.newRecorder(),
                                                maxFieldBytes,
                                                loopBytes))
                        .toList();
    }

    /// The clock that sessions live by: milliseconds from some point in the past, never back.
    public static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    /// The event loops.
    public List<FrontLoop> loops() {
        return loops;
    }

    /// The connections there are.
    public ConnectionLimits limits() {
        return limits;
    }

    /// How often a client failed to authenticate.
    public long authFailures() {
        return authFailures.get();
    }

    FrontLoop loopOf(EventLoop eventLoop) {
        for (FrontLoop loop : loops) {
            if (loop.eventLoop().equals(eventLoop)) {
                return loop;
            }
        }
        throw new IllegalStateException("a channel on an event loop of somebody else");
    }

    FrontSettings settings() {
        return settings;
    }

    Queries queries() {
        return queries;
    }

    AclRules aclRules() {
        return aclRules;
    }

    /// For reading queries that waited; for whoever holds all stripes.
    JuteReader replicaReader() {
        return replicaReader;
    }

    UpdatePort updates() {
        return updates;
    }

    Words words() {
        return words;
    }

    Serving serving() {
        return serving;
    }

    LargeRequests largeRequests() {
        return largeRequests;
    }

    Backlog<ClientChannel> backlog() {
        return backlog;
    }

    /// So much memory is held by what is here of a client's request. When all of those hold too
    /// much, whoever has let this server wait for longest is disconnected.
    void isUnfinished(ClientChannel channel, int bytes) {
        long nowNanos = System.nanoTime();
        unfinished.note(channel, bytes, nowNanos);
        unfinished.dropDue(false, nowNanos, ClientChannel::dropAsUnfinished);
    }

    /// The rest of a client's request has come, or never will.
    void isFinished(ClientChannel channel) {
        unfinished.forget(channel);
    }

    /// A client has caught up, or is gone: others may have waited for it.
    void caughtUp(ClientChannel channel) {
        if (backlog.forget(channel)) {
            resumePaused();
        }
    }

    /// Disconnects whoever has been behind for too long, or with too much.
    ///
    /// @param awaited whether others wait for it
    void dropSlowest(boolean awaited) {
        backlog.dropDue(awaited, System.nanoTime(), ClientChannel::dropAsSlowest);
        if (awaited && !backlog.isPressing()) {
            resumePaused();
        }
    }

    private void resumePaused() {
        for (FrontLoop loop : loops) {
            loop.eventLoop().execute(loop::resumePaused);
        }
    }

    boolean admitsSession(boolean resumed) {
        return throttle.admit(resumed);
    }

    void authFailed() {
        authFailures.incrementAndGet();
    }

    boolean isAuthenticationEnough(Identities who) {
        List<String> schemes = settings.enforcedAuthSchemes();
        if (schemes.isEmpty()) {
            return true;
        }
        for (Id id : who.ids()) {
            String scheme = id.scheme();
            if (scheme != null && schemes.contains(scheme)) {
                return true;
            }
        }
        return false;
    }
}
