package paddock.server.lifecycle;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Database;
import paddock.core.quota.Quota;
import paddock.core.session.SessionTable;
import paddock.core.tree.DataTree;
import paddock.core.tree.QuotaTracker;
import paddock.replica.LocalSessionMode;
import paddock.server.Version;
import paddock.server.config.ServerConfig;
import paddock.server.ensemble.Ensemble;
import paddock.server.ensemble.MemberView;
import paddock.server.front.Connection;
import paddock.server.front.Front;
import paddock.server.front.FrontLoop;
import paddock.server.front.Serving;
import paddock.server.front.Stripes;
import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Metrics;
import paddock.server.replica.ReplicaThread;
import paddock.server.words.Environment;
import paddock.server.words.ProcessGauges;
import paddock.server.words.ServerView;
import paddock.server.words.ShownConfiguration;
import paddock.storage.folder.DataFolder;
import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.Peer;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The running server as the four-letter words show it. Whatever is shared is read under all
/// stripes.
final class LiveView implements ServerView {
    private static final long DEFAULT_TRACE_MASK = 306;

    private final ServerConfig config;
    private final DataFolder folder;
    private final Database database;
    private final ReplicaThread replica;
    private final @Nullable Ensemble ensemble;
    private final Serving serving;
    private final Stripes stripes;
    private final Metrics metrics;
    private final long startNanos;
    private final AtomicLong traceMask = new AtomicLong(DEFAULT_TRACE_MASK);

    /// Written once by the starting thread before clients can connect.
    private volatile @Nullable Front front;

    private volatile int clientPort = -1;
    private volatile boolean open;
    private volatile Runnable shutdown = () -> {};

    LiveView(
            ServerConfig config,
            DataFolder folder,
            Database database,
            ReplicaThread replica,
            @Nullable Ensemble ensemble,
            Serving serving,
            Stripes stripes,
            Metrics metrics,
            long startNanos) {
        this.config = config;
        this.folder = folder;
        this.database = database;
        this.replica = replica;
        this.ensemble = ensemble;
        this.serving = serving;
        this.stripes = stripes;
        this.metrics = metrics;
        this.startNanos = startNanos;
    }

    void attach(Front started) {
        front = started;
        open = true;
    }

    void listening(int port) {
        clientPort = port;
    }

    void onShutdown(Runnable action) {
        shutdown = action;
    }

    void ended() {
        open = false;
    }

    @Override
    public String version() {
        return Version.line();
    }

    @Override
    public boolean serving() {
        return open && serving.isYes();
    }

    @Override
    public Mode mode() {
        if (ensemble == null) {
            return Mode.STANDALONE;
        }
        return serving.isReadOnly()
                ? Mode.READ_ONLY
                : switch (ensemble.view().state()) {
                    case LEADING -> Mode.LEADER;
                    case OBSERVING -> Mode.OBSERVER;
                    case LOOKING, FOLLOWING -> Mode.FOLLOWER;
                };
    }

    @Override
    public Optional<String> peerState() {
        return Optional.ofNullable(ensemble).map(each -> each.view().peerState());
    }

    @Override
    public OptionalLong observerMaster() {
        return ensemble == null ? OptionalLong.empty() : ensemble.view().observerMaster();
    }

    @Override
    public SequencedMap<String, Number> roleGauges() {
        SequencedMap<String, Number> gauges = new LinkedHashMap<>();
        if (ensemble == null) {
            return gauges;
        }
        MemberView member = ensemble.view();
        gauges.put("quorum_size", member.membership().voters().size());
        if (member.state() == ServerState.LEADING) {
            List<Peer.LearnerView> learners = member.learners();
            gauges.put("learners", learners.size());
            gauges.put("synced_followers", count(learners, each -> !each.observer()));
            gauges.put(
                    "synced_non_voting_followers",
                    count(learners, each -> !each.observer() && !each.voter()));
            gauges.put("synced_observers", count(learners, Peer.LearnerView::observer));
            gauges.put("pending_syncs", member.pendingSyncs());
            gauges.put("leader_uptime", member.leaderMillis());
        } else if (member.state() == ServerState.FOLLOWING && ensemble.servesObservers()) {
            gauges.put("synced_observers", count(member.learners(), Peer.LearnerView::observer));
        }
        return gauges;
    }

    private static long count(
            List<Peer.LearnerView> learners, Predicate<Peer.LearnerView> counted) {
        return learners.stream().filter(each -> each.synchronised() && counted.test(each)).count();
    }

    @Override
    public Optional<ProposalSizes> proposalSizes() {
        return ensemble == null ? Optional.empty() : ensemble.view().proposalSizes();
    }

    @Override
    public long uptimeMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public Collection<ConnectionStats> connections() {
        return stripes.exclusively(
                () -> {
                    List<ConnectionStats> all = new ArrayList<>();
                    for (Connection connection : open()) {
                        connection.stats().outstanding(connection.inFlight());
                        connection.stats().interestOps(connection.isBacklogged() ? 5 : 1);
                        all.add(connection.stats());
                    }
                    return all;
                });
    }

    @Override
    public int aliveConnections() {
        Front attached = front;
        return attached == null ? 0 : attached.limits().count();
    }

    @Override
    public long outstandingRequests() {
        return replica.outstanding();
    }

    @Override
    public List<OutstandingRequest> outstandingRequestList() {
        return replica.outstandingRequests();
    }

    @Override
    public long lastZxid() {
        return locked(database::lastZxid);
    }

    @Override
    public long nodeCount() {
        // The reference counts its root twice: it is also reached by the empty path.
        return locked(() -> database.tree().nodeCount() + 1L);
    }

    @Override
    public long approximateDataSize() {
        // The path of the root is counted too.
        return locked(() -> database.tree().approximateDataBytes() + 1);
    }

    @Override
    public long ephemeralCount() {
        return locked(() -> (long) database.tree().ephemeralCount());
    }

    @Override
    public long watchCount() {
        return locked(
                () -> {
                    long count = 0;
                    for (FrontLoop loop : loops()) {
                        count += loop.watches().count();
                    }
                    return count;
                });
    }

    @Override
    public long globalSessions() {
        return locked(() -> (long) database.sessions().size());
    }

    @Override
    public SortedMap<String, NamespaceQuota> namespaceQuotas() {
        return stripes.exclusively(
                () -> {
                    SortedMap<String, NamespaceQuota> quotas = new TreeMap<>();
                    QuotaTracker tracker = database.tree().quotas();
                    for (String root : tracker.roots()) {
                        if (root.indexOf('/', 1) < 0) {
                            quotas.put(root.substring(1), quota(tracker, root));
                        }
                    }
                    return quotas;
                });
    }

    private static NamespaceQuota quota(QuotaTracker tracker, String root) {
        Quota limits = Quota.parse(tracker.limits(root)).orElse(Quota.NONE);
        Quota usage = tracker.usage(root);
        return new NamespaceQuota(limits.count(), limits.bytes(), usage.count(), usage.bytes());
    }

    @Override
    public WatchSummary watchSummary() {
        return stripes.exclusively(
                () -> {
                    LinkedHashSet<Connection> connections = new LinkedHashSet<>();
                    LinkedHashSet<String> paths = new LinkedHashSet<>();
                    int[] watches = {0};
                    for (FrontLoop loop : loops()) {
                        loop.watches()
                                .forEachDataWatch(
                                        (connection, path) -> {
                                            connections.add(connection);
                                            paths.add(path);
                                            watches[0]++;
                                        });
                    }
                    return new WatchSummary(connections.size(), paths.size(), watches[0]);
                });
    }

    @Override
    public Map<Long, ? extends Collection<String>> watchedPathsBySession() {
        return stripes.exclusively(
                () -> {
                    Map<Long, List<String>> paths = new LinkedHashMap<>();
                    for (FrontLoop loop : loops()) {
                        loop.watches()
                                .forEachDataWatch(
                                        (connection, path) ->
                                                paths.computeIfAbsent(
                                                                connection.sessionId(),
                                                                id -> new ArrayList<>())
                                                        .add(path));
                    }
                    return paths;
                });
    }

    @Override
    public Map<String, ? extends Collection<Long>> watchingSessionsByPath() {
        return stripes.exclusively(
                () -> {
                    Map<String, List<Long>> sessions = new LinkedHashMap<>();
                    for (FrontLoop loop : loops()) {
                        loop.watches()
                                .forEachDataWatch(
                                        (connection, path) ->
                                                sessions.computeIfAbsent(
                                                                path, p -> new ArrayList<>())
                                                        .add(connection.sessionId()));
                    }
                    return sessions;
                });
    }

    @Override
    public long localSessions() {
        return locked(() -> (long) replica.localSessions().size());
    }

    @Override
    public SortedMap<Long, ? extends Collection<Long>> sessionsByExpiry() {
        return byWallTime(replica::sessions);
    }

    @Override
    public Optional<SortedMap<Long, ? extends Collection<Long>>> localSessionsByExpiry() {
        return Derived.localSessions(config) == LocalSessionMode.OFF
                ? Optional.empty()
                : Optional.of(byWallTime(replica::localSessions));
    }

    private SortedMap<Long, ? extends Collection<Long>> byWallTime(Supplier<SessionTable> table) {
        return stripes.exclusively(
                () -> {
                    long toWallMillis = System.currentTimeMillis() - Front.monotonicMillis();
                    SortedMap<Long, List<Long>> byWallTime = new TreeMap<>();
                    table.get()
                            .buckets()
                            .forEach((due, ids) -> byWallTime.put(due + toWallMillis, ids));
                    return byWallTime;
                });
    }

    @Override
    public SortedMap<Long, Integer> globalSessionTimeouts() {
        return stripes.exclusively(() -> new TreeMap<>(database.sessions()));
    }

    @Override
    public Map<Long, ? extends Collection<String>> ephemeralsBySession() {
        Map<Long, List<String>> all =
                stripes.exclusively(
                        () -> {
                            Map<Long, List<String>> copy = new TreeMap<>();
                            DataTree tree = database.tree();
                            for (Long id : tree.ephemeralOwners()) {
                                copy.put(id, tree.ephemeralsOf(id));
                            }
                            return copy;
                        });
        all.values().forEach(Collections::sort);
        return all;
    }

    @Override
    public ShownConfiguration configuration() {
        return new ShownConfiguration(
                clientPort,
                -1,
                folder.snapshots().toAbsolutePath(),
                folder.logs().toAbsolutePath(),
                config.sessions().tickMillis(),
                config.limits().maxConnectionsPerAddress(),
                config.sessions().minTimeoutMillis(),
                config.sessions().maxTimeoutMillis(),
                config.network().listenBacklog().orElse(-1),
                config.serverId(),
                config.ensemble().map(this::shownMember));
    }

    private ShownConfiguration.Member shownMember(ServerConfig.Ensemble settings) {
        QuorumConfig membership =
                ensemble == null ? settings.members() : ensemble.view().membership();
        Member self = membership.members().getOrDefault(settings.serverId(), settings.self());
        Member.Endpoint endpoint = self.endpoints().getFirst();
        return new ShownConfiguration.Member(
                settings.timing().initLimit(),
                settings.timing().syncLimit(),
                3,
                endpoint.electionPort(),
                endpoint.quorumPort(),
                !self.isParticipant(),
                membership.text());
    }

    @Override
    public long dataDirSizeBytes() {
        return folder.snapshotBytes();
    }

    @Override
    public long logDirSizeBytes() {
        return folder.logBytes();
    }

    @Override
    public List<DigestEntry> digestHistory() {
        return stripes.exclusively(
                () -> {
                    List<DigestEntry> entries = new ArrayList<>();
                    database.digestHistory()
                            .forEach((zxid, digest) -> entries.add(new DigestEntry(zxid, digest)));
                    return entries;
                });
    }

    @Override
    public long traceMask() {
        return traceMask.get();
    }

    @Override
    public void setTraceMask(long mask) {
        traceMask.set(mask);
    }

    @Override
    public SequencedMap<String, String> environment() {
        return Environment.ofThisProcess(version());
    }

    @Override
    public ProcessGauges processGauges() {
        Front attached = front;
        return ProcessGauges.ofThisProcess()
                .withClients(attached == null ? 0 : attached.authFailures(), 0, 0);
    }

    @Override
    public void shutdown() {
        shutdown.run();
    }

    @Override
    public CompletableFuture<String> handOver(long serverId) {
        return ensemble == null
                ? CompletableFuture.completedFuture("nothing was changed: this server stands alone")
                : ensemble.handOver(serverId);
    }

    private List<FrontLoop> loops() {
        Front attached = front;
        return attached == null ? List.of() : attached.loops();
    }

    private List<Connection> open() {
        List<Connection> all = new ArrayList<>();
        for (FrontLoop loop : loops()) {
            all.addAll(loop.connections());
        }
        return all;
    }

    private long locked(Supplier<Long> read) {
        return stripes.exclusively(read);
    }
}
