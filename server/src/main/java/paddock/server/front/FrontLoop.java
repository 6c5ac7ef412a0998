package paddock.server.front;

import io.netty.channel.EventLoop;

import paddock.core.query.Listings;
import paddock.core.watch.WatchTable;
import paddock.server.metrics.Recorder;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One event loop: its connections, their watches, and its stripe.
///
/// Fields marked so are guarded by the stripe; the rest belongs to the loop's thread.
public final class FrontLoop {
    private static final int SMALL_WRITER_BYTES = 512;
    private static final int MAX_WRITERS = 16;

    /// A loop needs few large buffers, since it sends what one connection is answered before it
    /// answers the next. The replica answers many at once, which is no reason to keep them.
    private static final int LARGEST_KEPT_BYTES = 1 << 20;

    private static final int MAX_LARGE_WRITERS = 2;
    private static final int LARGE_BYTES = 1 << 18;

    /// While others wait a connection has no more than about that in flight.
    private static final int FAIR_BYTES = 1 << 17;

    private static final long OVERSEE_MILLIS = 500;
    private static final int SHARED_BYTES = 128 * 1024;

    private final EventLoop eventLoop;
    private final ReentrantLock stripe;

    /// Guarded by the stripe.
    // Seeded so that clients cannot pick paths that fall into one place.
    private final WatchTable<Connection> watches = new WatchTable<>(new SecureRandom().nextLong());

    /// Guarded by the stripe.
    private final Listings<Connection> listings = new Listings<>();

    /// Guarded by the stripe: connections with something to send, to close or to go on with.
    private final List<ClientChannel> dirty = new ArrayList<>();

    /// Guarded by the stripe: whether [#flush] is on its way.
    private boolean flushScheduled;

    /// Guarded by the stripe, so that commands can list them.
    private final Set<Connection> connections = new LinkedHashSet<>();

    /// Guarded by the stripe: buffers for replies, kept for whoever needs one next.
    private final ArrayDeque<JuteWriter> writers = new ArrayDeque<>();

    /// Guarded by the stripe: bytes of requests that its connections have in flight.
    private long inFlightBytes;

    private final long inFlightLimit;
    private final SequencedSet<ClientChannel> paused = new LinkedHashSet<>();

    /// Whether [#resumePaused] is on its way.
    private boolean resuming;

    /// Whether [#oversee] is on its way.
    private boolean overseeing;

    private final JuteReader reader;
    private final byte[] sharedBytes = new byte[SHARED_BYTES];

    /// Guarded by the stripe.
    private final Recorder recorder;

    FrontLoop(
            EventLoop eventLoop,
            ReentrantLock stripe,
            Recorder recorder,
            int maxFieldBytes,
            long inFlightLimit) {
        this.inFlightLimit = inFlightLimit;
        this.eventLoop = eventLoop;
        this.stripe = stripe;
        this.recorder = recorder;
        reader = new JuteReader(maxFieldBytes);
    }

    /// The thread.
    EventLoop eventLoop() {
        return eventLoop;
    }

    ReentrantLock stripe() {
        return stripe;
    }

    /// Ends the connections of a server that ends. A loop that is shut down with no quiet time does
    /// so by itself only where it happens to be idle.
    public void end() {
        eventLoop.submit(this::closeConnections).syncUninterruptibly();
    }

    /// The watches of this loop's connections; the caller holds the stripe.
    public WatchTable<Connection> watches() {
        return watches;
    }

    /// What this loop's connections are listing; the caller holds the stripe.
    Listings<Connection> listings() {
        return listings;
    }

    /// This loop's connections; the caller holds the stripe.
    public Set<Connection> connections() {
        return connections;
    }

    /// Where connections put what they read while they handle it; for the loop's thread.
    byte[] sharedBytes() {
        return sharedBytes;
    }

    /// Where this loop counts; the caller holds the stripe.
    Recorder recorder() {
        return recorder;
    }

    /// For reading frames on the loop's thread.
    JuteReader reader() {
        return reader;
    }

    /// More bytes of requests are in flight, or fewer; the caller holds the stripe.
    void inFlight(long bytes) {
        inFlightBytes += bytes;
    }

    /// Whether a connection has to wait because of all that the connections of this loop have in
    /// flight, its own among it; for the loop's thread, which holds the stripe.
    ///
    /// Whoever waits is looked at when something of what is in flight has been answered, or will
    /// not be since its connection is gone.
    boolean isFull(InFlight own) {
        if (own.count() == 0) {
            return inFlightBytes > 2 * inFlightLimit;
        }
        return inFlightBytes > inFlightLimit || (own.bytes() > FAIR_BYTES && !paused.isEmpty());
    }

    /// A buffer for replies; the caller holds the stripe.
    JuteWriter borrowWriter() {
        JuteWriter writer = writers.poll();
        return writer == null ? new JuteWriter(SMALL_WRITER_BYTES) : writer;
    }

    /// Takes a buffer back; the caller holds the stripe.
    void giveBack(JuteWriter writer) {
        int largest = writers.size() < MAX_LARGE_WRITERS ? LARGEST_KEPT_BYTES : LARGE_BYTES;
        if (writers.size() < MAX_WRITERS && writer.capacity() <= largest) {
            writer.clear();
            // The warmest one, and the one most likely grown already, goes out first.
            writers.push(writer);
        }
    }

    /// Notes that a connection has something to send; the caller holds the stripe.
    void markDirty(ClientChannel channel) {
        dirty.add(channel);
    }

    /// Wakes the loop if something is to be sent; the caller holds the stripe.
    public void wakeIfDirty() {
        if (!dirty.isEmpty() && !flushScheduled) {
            flushScheduled = true;
            eventLoop.execute(this::flush);
        }
    }

    /// Whether there is one connection only, so that nobody else waits while this loop waits; the
    /// caller holds the stripe.
    boolean hasOneConnection() {
        return connections.size() == 1;
    }

    /// Ends all connections at once; for the loop's thread.
    private void closeConnections() {
        List<Connection> open;
        stripe.lock();
        try {
            open = List.copyOf(connections);
        } finally {
            stripe.unlock();
        }
        open.forEach(connection -> connection.channel().closeNow());
    }

    /// A connection that is gone is not resumed; others may have waited for it.
    void forget(ClientChannel channel) {
        paused.remove(channel);
        if (!paused.isEmpty()) {
            resumeSoon();
        }
    }

    /// A connection that does not read until the server has caught up.
    void pause(ClientChannel channel) {
        paused.add(channel);
    }

    /// A connection that gives the others of this loop a chance before it goes on.
    void goOnLater(ClientChannel channel) {
        paused.add(channel);
        resumeSoon();
    }

    private void resumeSoon() {
        if (!resuming) {
            resuming = true;
            // By way of the clock, since further tasks would go before what came by the network.
            eventLoop.schedule(this::resumePaused, 0, TimeUnit.NANOSECONDS);
        }
    }

    boolean isPaused(ClientChannel channel) {
        return paused.contains(channel);
    }

    /// Paused connections wait for clients that are behind: those who stay so have to go.
    void awaitOthers(Front front) {
        if (!overseeing) {
            overseeing = true;
            eventLoop.schedule(() -> oversee(front), OVERSEE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void oversee(Front front) {
        overseeing = false;
        front.dropSlowest(true);
        if (front.backlog().isPressing() && !paused.isEmpty()) {
            awaitOthers(front);
        }
    }

    private void flush() {
        List<ClientChannel> batch;
        stripe.lock();
        try {
            flushScheduled = false;
            batch = List.copyOf(dirty);
            dirty.clear();
        } finally {
            stripe.unlock();
        }
        for (int i = 0; i < batch.size(); i++) {
            serve(batch.get(i), ClientChannel::flushFromReplica);
        }
        resumePaused();
    }

    /// Each gets one chance; whoever must go on waiting queues up again.
    void resumePaused() {
        resuming = false;
        for (int i = paused.size(); i > 0; i--) {
            serve(paused.removeFirst(), ClientChannel::resumeIfAllowed);
        }
    }

    /// Whatever goes wrong with one connection, be it that there is no room for what it is to be
    /// sent, the others of the batch are not to lose what they were answered.
    private static void serve(ClientChannel channel, Consumer<ClientChannel> how) {
        try {
            how.accept(channel);
        } catch (RuntimeException | OutOfMemoryError e) {
            channel.failed(e);
        }
    }
}
