package paddock.server.links;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.wire.ensemble.InitialMessage.Address;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.jute.ScratchWriter;
import paddock.zab.peer.PeerEvent;
import paddock.zab.port.Links;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;

import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All links of this server to others: the [Links] of its peer.
///
/// Everything but [#close] is for the one thread that steps the peer. In each of its turns it
/// [drains][#drain] what happened, lets the peer act, and then [flushes][#flush]: what it asked for
/// is done from then on, in order.
public final class PeerLinks implements Links, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);

    /// What may wait for the replica thread until links are not read any more.
    private static final long EVENTS_HIGH_BYTES = 32L << 20;

    private final LinkSettings settings;
    private final Configs configs;
    private final Transport transport;
    private final LinkSecurity security;
    private final Supplier<Database.Builder> builders;
    private final ReentrantLock snapshotStripe;
    private final Resolver resolver;
    private final Events events;
    private final Orders orders;
    private final ScratchWriter scratch = new ScratchWriter(256 << 10, 4 << 20);
    private final ElectionLinks elections;
    private final LearnerLinks learnerLinks;
    private final Listener electionListener;
    private final Listener quorumListener;
    private final Listener observerListener;

    /// Links that the replica thread may send to: added by the loop before the event that tells of
    /// them, removed by the replica thread.
    private final Map<Long, LearnerLink> learners = new ConcurrentHashMap<>();

    /// The loop's own: links with something to send.
    private final Set<Sender> dirty = new LinkedHashSet<>();

    /// The loop's own: the newest link to a leader.
    private @Nullable LeaderLink current;

    // The replica thread's own.
    private Membership.Own own;
    private @Nullable LeaderLink leader;
    private Events.@Nullable Source leaderSource;

    /// A link that sends when told to.
    interface Sender {
        /// Sends what was added.
        void flush();
    }

    private PeerLinks(
            LinkSettings settings,
            Configs configs,
            Transport transport,
            LinkSecurity security,
            Supplier<Database.Builder> builders,
            ReentrantLock snapshotStripe,
            Runnable wake,
            Consumer<RuntimeException> failed) {
        this.settings = settings;
        this.configs = configs;
        this.transport = transport;
        this.security = security;
        this.builders = builders;
        this.snapshotStripe = snapshotStripe;
        Membership membership =
                Membership.of(
                        configs,
                        settings.serverId(),
                        new Membership.Own(List.of(), List.of(), false));
        own = membership.own();
        resolver = new Resolver(transport.loop());
        events = new Events(transport.loop(), wake, EVENTS_HIGH_BYTES);
        orders = new Orders(transport.loop(), this::sendAll);
        elections = new ElectionLinks(settings, transport, resolver, security, events, membership);
        learnerLinks =
                new LearnerLinks(
                        settings, events, scratch, link -> learners.put(link.number(), link));
        learnerLinks.membershipChanged(membership);
        electionListener =
                new Listener(
                        LinkSecurity.Port.ELECTION,
                        settings,
                        transport,
                        resolver,
                        security,
                        elections::acceptor,
                        failed);
        quorumListener =
                new Listener(
                        LinkSecurity.Port.QUORUM,
                        settings,
                        transport,
                        resolver,
                        security,
                        learnerLinks::acceptor,
                        failed);
        observerListener =
                new Listener(
                        LinkSecurity.Port.QUORUM,
                        settings,
                        transport,
                        resolver,
                        security,
                        learnerLinks::observerAcceptor,
                        failed);
    }

    /// Opens the ports, and goes on trying where one is taken.
    ///
    /// @param configs the peer's own; read by the calling thread and the one that steps the peer
    /// @param builders makes what a tree that a leader sends is built with
    /// @param snapshotStripe held while an image is read that a learner gets
    /// @param wake called on the event loop when [#drain] has something to give
    /// @param failed called on the event loop, with a [ListenException], when a port cannot be had
    public static PeerLinks open(
            LinkSettings settings,
            Configs configs,
            Transport transport,
            LinkSecurity security,
            Supplier<Database.Builder> builders,
            ReentrantLock snapshotStripe,
            Runnable wake,
            Consumer<RuntimeException> failed) {
        PeerLinks links =
                new PeerLinks(
                        settings,
                        configs,
                        transport,
                        security,
                        builders,
                        snapshotStripe,
                        wake,
                        failed);
        Membership.Own own = links.own;
        transport.loop().execute(() -> links.listen(own));
        return links;
    }

    private void listen(Membership.Own addresses) {
        electionListener.moveTo(addresses.election());
        quorumListener.moveTo(addresses.quorum());
        observerListener.moveTo(addresses.observers(settings.observerMasterPort()));
    }

    // ---- the replica thread's turn ----

    /// Whether [#drain] has nothing to give.
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /// Gives everything that happened since the last time, in order.
    public void drain(Consumer<PeerEvent> out) {
        events.drain(
                event -> {
                    if (event instanceof PeerEvent.LearnerLinkDown(long link)) {
                        learners.remove(link);
                    }
                    out.accept(event);
                });
    }

    /// Sees to it that everything asked for is done: one wake-up of the event loop at most.
    public void flush() {
        orders.flush();
    }

    // ---- election ----

    @Override
    public void notify(long serverId, Notification notification) {
        orders.add(() -> elections.send(serverId, notification));
    }

    @Override
    public void connectElection() {
        orders.add(elections::connectAll);
    }

    @Override
    public void membershipChanged() {
        Membership membership = Membership.of(configs, settings.serverId(), own);
        own = membership.own();
        orders.add(
                () -> {
                    elections.membershipChanged(membership);
                    learnerLinks.membershipChanged(membership);
                    listen(membership.own());
                });
    }

    @Override
    public void roleChanged(String reason) {
        LOG.info("{}", reason);
    }

    // ---- as a learner ----

    @Override
    public void connect(Member target) {
        connect(target.id(), Membership.quorum(target));
    }

    @Override
    public void connectMaster(Member follower) {
        connect(follower.id(), Membership.observers(follower, settings.observerMasterPort()));
    }

    private void connect(long target, List<Address> addresses) {
        disconnectLeader("connecting to server " + target);
        Events.Source source = new Events.Source();
        LeaderLink link =
                new LeaderLink(
                        target, settings, transport, resolver, security, builders, scratch, events,
                        source);
        leaderSource = source;
        leader = link;
        orders.add(
                () -> {
                    current = link;
                    link.connect(addresses);
                });
    }

    @Override
    public void toLeader(LearnerMessage message) {
        LeaderLink link = leader;
        if (link != null) {
            orders.add(
                    () -> {
                        link.send(message);
                        dirty.add(link);
                    });
        }
    }

    @Override
    public void disconnectLeader(String reason) {
        Events.Source source = leaderSource;
        LeaderLink link = leader;
        if (source != null && link != null) {
            source.abandon();
            orders.add(() -> link.giveUp(reason));
        }
        leader = null;
        leaderSource = null;
    }

    // ---- as a leader, or as a follower that serves observers ----

    @Override
    public void toLearner(long link, LeaderMessage message) {
        send(link, new Parcel.ToLearner(message));
    }

    /// Sends a tree to a learner, announced by a [LeaderMessage.Snap]; what is sent to the link
    /// afterwards comes after it. The image is closed when it was sent, or cannot be.
    public void sendSnapshot(long link, DatabaseImage image) {
        send(link, new Parcel.Tree(image, snapshotStripe));
    }

    /// Where a learner connected from, or null when it is gone.
    public @Nullable SocketAddress learnerAddress(long link) {
        LearnerLink learner = learners.get(link);
        return learner == null ? null : learner.peer();
    }

    private void send(long number, Parcel parcel) {
        LearnerLink link = learners.get(number);
        if (link == null) {
            parcel.release();
            return;
        }
        orders.add(
                () -> {
                    link.send(parcel);
                    dirty.add(link);
                });
    }

    @Override
    public void disconnectLearner(long number, String reason) {
        LearnerLink link = learners.remove(number);
        if (link != null) {
            link.source().abandon();
            orders.add(() -> link.giveUp(reason));
        }
    }

    // ---- on the loop ----

    private void sendAll() {
        dirty.forEach(Sender::flush);
        dirty.clear();
    }

    /// Closes all links and ports. Any thread but the event loop's.
    @Override
    public void close() {
        flush();
        transport
                .loop()
                .submit(
                        () -> {
                            electionListener.close();
                            quorumListener.close();
                            observerListener.close();
                            elections.close();
                            learnerLinks.close();
                            LeaderLink link = current;
                            if (link != null) {
                                link.close();
                            }
                        })
                .syncUninterruptibly();
        resolver.close();
    }
}
