package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.replica.Access;
import paddock.replica.TreeHost;
import paddock.server.front.Front;
import paddock.server.links.PeerLinks;
import paddock.server.links.ReceivedSnapshot;
import paddock.server.rehearsal.Rehearsal;
import paddock.server.replica.Companion;
import paddock.server.replica.ReplicaThread;
import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerEvent;
import paddock.zab.port.Service;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The peer of this server, on the replica's thread: takes it what happens on links and disk, and
/// does with the tree what the peer wants done.
///
/// [#attach] completes it, since peer, links and thread know each other.
final class EnsembleMember implements Companion, TreeHost {
    private static final Logger LOG = LoggerFactory.getLogger(EnsembleMember.class);

    private final Supplier<Database> recovery;
    private final Consumer<Access> serving;

    /// What other threads report, links apart.
    private final Queue<Runnable> reports = new ConcurrentLinkedQueue<>();

    private final HandOvers handOvers = new HandOvers();

    private @Nullable ReplicaThread thread;
    private @Nullable PeerLinks links;
    private @Nullable DiskStore store;
    private @Nullable Peer peer;
    private long toldDurableZxid;
    private boolean worked;
    private boolean started;
    private boolean handingOver;
    private boolean rehearsed;
    private volatile @Nullable QuorumConfig active;
    private Consumer<InetSocketAddress> clientsMoved = address -> {};
    private Member.@Nullable ClientAddress clients;

    /// @param recovery brings the tree back from disk
    /// @param serving told what clients may ask
    EnsembleMember(Supplier<Database> recovery, Consumer<Access> serving) {
        this.recovery = recovery;
        this.serving = serving;
    }

    /// Completes the member, before the thread starts.
    void attach(ReplicaThread replicaThread, PeerLinks peerLinks, DiskStore diskStore, Peer own) {
        thread = replicaThread;
        links = peerLinks;
        store = diskStore;
        peer = own;
        toldDurableZxid = replicaThread.journal().durableZxid();
    }

    /// Has this told where clients are to connect whenever a membership says something else than
    /// the one before. Before the thread starts.
    void onClientsMoved(Consumer<InetSocketAddress> moved) {
        clientsMoved = moved;
    }

    private static <T> T attached(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not attached yet");
        }
        return part;
    }

    /// The membership in force, once this server has learned of one; for any thread.
    @Nullable QuorumConfig active() {
        return active;
    }

    // ---- the replica's turn ----

    @Override
    public boolean hasWork() {
        return !attached(links).isEmpty()
                || !reports.isEmpty()
                || attached(thread).journal().durableZxid() != toldDurableZxid
                || !started;
    }

    @Override
    public boolean work(long nowMillis) {
        Peer own = attached(peer);
        worked = false;
        if (!started) {
            started = true;
            own.start(nowMillis);
        }
        for (Runnable report = reports.poll(); report != null; report = reports.poll()) {
            worked = true;
            report.run();
        }
        attached(links).drain(event -> step(event, nowMillis));
        long durable = attached(thread).journal().durableZxid();
        if (durable != toldDurableZxid) {
            toldDurableZxid = durable;
            step(new PeerEvent.Durable(durable), nowMillis);
        }
        if (nowMillis >= own.deadlineMillis()) {
            step(new PeerEvent.Ticked(), nowMillis);
        }
        handOvers.look(own);
        return worked;
    }

    /// Lets another server lead, as [paddock.server.words.ServerView#handOver] says; for any
    /// thread.
    CompletableFuture<String> handOver(long target) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        report(() -> handOvers.begin(attached(peer), target, Front.monotonicMillis(), outcome));
        return outcome;
    }

    private void step(PeerEvent event, long nowMillis) {
        worked = true;
        attached(peer).step(event, nowMillis);
    }

    @Override
    public long deadlineMillis() {
        return attached(peer).deadlineMillis();
    }

    @Override
    public void flush() {
        attached(links).flush();
    }

    @Override
    public boolean isGone(long nowMillis) {
        Peer own = attached(peer);
        if (!handingOver) {
            handingOver = true;
            if (own.state() == ServerState.LEADING && own.handOver(-1, nowMillis) == null) {
                LOG.info("handing leadership over before this server stops");
            }
        }
        return own.state() != ServerState.LEADING || !own.isHandingOver();
    }

    /// Something failed that the server cannot go on without; for any thread.
    void fail(RuntimeException failure) {
        report(
                () -> {
                    throw failure;
                });
    }

    private void report(Runnable what) {
        reports.add(what);
        attached(thread).wake();
    }

    // ---- the tree ----

    @Override
    public Database received(Service.Snapshot snapshot) {
        return ((ReceivedSnapshot) snapshot).database();
    }

    @Override
    public Database reload() {
        attached(thread).snapshots().awaitIdle();
        return recovery.get();
    }

    @Override
    public void save(DatabaseImage image) {
        long zxid = image.zxid();
        // What the log says after this point is not what the leader has, and would be taken for the
        // tree's continuation.
        attached(store).cutAfter(zxid);
        attached(thread)
                .snapshots()
                .save(
                        image,
                        failure ->
                                report(
                                        () -> {
                                            if (failure != null) {
                                                throw failure;
                                            }
                                            step(
                                                    new PeerEvent.SnapshotSaved(zxid),
                                                    Front.monotonicMillis());
                                        }));
    }

    @Override
    public void send(long link, DatabaseImage image) {
        attached(links).sendSnapshot(link, image);
    }

    @Override
    public void exclusively(Runnable action) {
        attached(thread).exclusively(action);
    }

    @Override
    public void serving(Access access) {
        Peer own = attached(peer);
        switch (access) {
            case FULL -> {
                LOG.info(
                        "serving clients: {} in epoch {}, the leader is server {}",
                        own.state(),
                        own.currentEpoch(),
                        own.leader());
                if (!rehearsed) {
                    rehearsed = true;
                    Rehearsal.start();
                }
            }
            case READ_ONLY -> LOG.warn("no leader was found yet: serving reads and nothing else");
            case NONE -> {}
        }
        serving.accept(access);
    }

    @Override
    public void activated(QuorumConfig config) {
        active = config;
        Member self = config.members().get(attached(peer).serverId());
        Member.ClientAddress address = self == null ? null : self.client();
        if (address != null && !address.equals(clients)) {
            clients = address;
            clientsMoved.accept(new InetSocketAddress(address.host(), address.port()));
        }
    }
}
