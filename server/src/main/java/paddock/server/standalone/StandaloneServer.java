package paddock.server.standalone;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.acl.AclRules;
import paddock.core.acl.AuthScheme;
import paddock.core.acl.DigestScheme;
import paddock.core.acl.IpScheme;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.core.query.Queries;
import paddock.core.tree.ZnodeKinds;
import paddock.replica.ReplicaSettings;
import paddock.server.config.ServerConfig;
import paddock.server.front.ClientListener;
import paddock.server.front.ConnectThrottle;
import paddock.server.front.Front;
import paddock.server.front.FrontSettings;
import paddock.server.front.Stripes;
import paddock.server.metrics.Metrics;
import paddock.server.replica.DiskSettings;
import paddock.server.replica.HostSettings;
import paddock.server.replica.ReplicaThread;
import paddock.server.words.FourLetterWords;
import paddock.storage.StorageException;
import paddock.storage.folder.DataFolder;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoveryReport;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.retention.Retention;
import paddock.storage.snapshot.Compression;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A running server that stands alone.
public final class StandaloneServer {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneServer.class);

    private final DataFolder folder;
    private final EventLoopGroup group;
    private final ReplicaThread replica;
    private final @Nullable ClientListener listener;
    private final ScheduledExecutorService housekeeping;
    private final LiveView view;

    private StandaloneServer(
            DataFolder folder,
            EventLoopGroup group,
            ReplicaThread replica,
            @Nullable ClientListener listener,
            ScheduledExecutorService housekeeping,
            LiveView view) {
        this.folder = folder;
        this.group = group;
        this.replica = replica;
        this.listener = listener;
        this.housekeeping = housekeeping;
        this.view = view;
    }

    /// Starts a server; when this returns clients can connect.
    ///
    /// @throws StorageException when the files cannot be used
    /// @throws paddock.server.front.PortException when the port cannot be had
    public static StandaloneServer start(ServerConfig config) {
        long startNanos = System.nanoTime();
        ServerConfig.Storage storage = config.storage();
        DataFolder folder =
                DataFolder.open(storage.dataDir(), storage.dataLogDir(), storage.createFolders());
        LOG.info("data in {}, log in {}", folder.snapshots(), folder.logs());
        EventLoopGroup group = null;
        try {
            SnapshotWriter snapshots = new SnapshotWriter(snapshotSettings(storage));
            Database database = recover(folder, config, snapshots);
            database.dropOrphans();
            int loopCount = config.network().eventLoops();
            Stripes stripes = new Stripes(loopCount + 1);
            Metrics metrics = new Metrics();
            AclRules aclRules = aclRules(config.security());
            QuotaLog quotaLog = new QuotaLog(metrics.newRecorder());
            Preparer preparer = new Preparer(database, aclRules, prepareRules(config), quotaLog);
            ReplicaThread replica =
                    ReplicaThread.create(
                            database,
                            preparer,
                            aclRules,
                            replicaSettings(config),
                            hostSettings(config),
                            diskSettings(storage),
                            folder,
                            snapshots,
                            stripes,
                            loopCount,
                            metrics,
                            RandomGenerator.of("L64X128MixRandom"));
            boolean epoll = Epoll.isAvailable();
            group = eventLoops(loopCount, epoll);
            LiveView view =
                    new LiveView(config, folder, database, replica, stripes, metrics, startNanos);
            Front front =
                    new Front(
                            frontSettings(config),
                            new Queries(database, aclRules),
                            aclRules,
                            replica,
                            new NettyWords(
                                    new FourLetterWords(whitelist(config.words()), false), view),
                            throttle(config.connectionThrottle()),
                            metrics,
                            stripes,
                            loopsOf(group));
            view.attach(front);
            replica.start(front.loops());
            ClientListener listener = listen(config, front, group, epoll);
            view.listening(listener == null ? -1 : listener.address().getPort());
            ScheduledExecutorService housekeeping = housekeeping(config.retention(), folder);
            LOG.info(
                    "serving clients on {} with {} event loops ({}), {} ms after the start",
                    listener == null ? "no port" : listener.address(),
                    loopCount,
                    epoll ? "epoll" : "nio",
                    (System.nanoTime() - startNanos) / 1_000_000);
            StandaloneServer server =
                    new StandaloneServer(folder, group, replica, listener, housekeeping, view);
            view.onShutdown(() -> new Thread(server::stop, "stop").start());
            return server;
        } catch (RuntimeException e) {
            if (group != null) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
            folder.close();
            throw e;
        }
    }

    /// Where clients connect, or null when they cannot.
    public @Nullable InetSocketAddress clientAddress() {
        return listener == null ? null : listener.address();
    }

    /// Waits until the server has ended.
    ///
    /// @return null after [#stop], else the failure that ended it
    public @Nullable RuntimeException awaitEnd() throws InterruptedException {
        try {
            RuntimeException failure = replica.ended().get();
            if (failure != null) {
                close();
            }
            return failure;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Stops: accepts nobody any more, answers what is in flight, and leaves everything on disk.
    public void stop() {
        LOG.info("stopping");
        try {
            if (listener != null) {
                listener.close();
            }
            replica.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
        LOG.info("stopped");
    }

    private void close() {
        view.ended();
        housekeeping.shutdownNow();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        folder.close();
    }

    // ---- the steps of the start ----

    private static Database recover(
            DataFolder folder, ServerConfig config, SnapshotWriter snapshots) {
        ServerConfig.Storage storage = config.storage();
        RestoredDatabase restored =
                new RestoredDatabase(
                        new ZnodeKinds(config.nodes().ttlEnabled(), config.nodes().ttlAs353()),
                        storage.digestEnabled(),
                        new SecureRandom().nextLong());
        int maxTxnBytes = config.limits().maxRequestBytes() + config.limits().extraRecordBytes();
        RecoveryReport report =
                new Recovery(
                                folder,
                                new RecoverySettings(
                                        storage.trustEmptySnapshot(),
                                        true,
                                        storage.digestEnabled(),
                                        maxTxnBytes),
                                snapshots)
                        .run(restored);
        report.rejected().forEach(line -> LOG.warn("passed over a snapshot: {}", line));
        report.torn().forEach(torn -> LOG.warn("cut a torn tail: {}", torn));
        if (report.digest() instanceof RecoveryReport.DigestVerdict.Differs differs) {
            LOG.error(
                    "the digest of the tree at zxid 0x{} is {}, on disk it is {}",
                    Long.toHexString(differs.zxid()),
                    differs.computed(),
                    differs.onDisk());
        }
        Database database = restored.database();
        Path from = report.snapshot();
        LOG.info(
                "recovered {} znodes and {} sessions up to zxid 0x{}: {} in {} ms, {} transactions"
                        + " replayed in {} ms",
                database.tree().nodeCount(),
                database.sessions().size(),
                Long.toHexString(database.lastZxid()),
                from == null ? "no snapshot" : from.getFileName(),
                report.snapshotNanos() / 1_000_000,
                report.replayed(),
                report.replayNanos() / 1_000_000);
        return database;
    }

    private static SnapshotSettings snapshotSettings(ServerConfig.Storage storage) {
        Compression compression =
                switch (storage.compression()) {
                    case NONE -> Compression.NONE;
                    case GZIP -> Compression.GZIP;
                    case SNAPPY -> Compression.SNAPPY;
                };
        return new SnapshotSettings(
                compression, storage.digestEnabled(), storage.lastProcessedZxidInSnapshots(), 0);
    }

    private static AclRules aclRules(ServerConfig.Security security) {
        List<AuthScheme> schemes = new ArrayList<>();
        schemes.add(new IpScheme());
        if (security.digestEnabled()) {
            schemes.add(
                    new DigestScheme(
                            security.digestAlgorithm(), security.superDigest().orElse(null)));
        }
        return new AclRules(schemes, security.skipAcl());
    }

    private static PrepareRules prepareRules(ServerConfig config) {
        return new PrepareRules(
                config.storage().digestEnabled(),
                config.nodes().enforceQuota(),
                config.storage().pathsInCloseSession(),
                false);
    }

    private static ReplicaSettings replicaSettings(ServerConfig config) {
        ServerConfig.Nodes nodes = config.nodes();
        return new ReplicaSettings(
                // A server that stands alone opens sessions as the reference's first member does.
                1,
                config.sessions().tickMillis(),
                config.requestThrottle().throttledOpMillis().orElse(0),
                nodes.containerCheckMillis(),
                nodes.containersPerMinute(),
                nodes.neverUsedContainerMillis().orElse(0));
    }

    private static HostSettings hostSettings(ServerConfig config) {
        return new HostSettings(
                config.storage().snapCount(),
                config.storage().snapSizeLimitBytes().orElse(0),
                config.requestThrottle().shutdownMillis());
    }

    private static DiskSettings diskSettings(ServerConfig.Storage storage) {
        return new DiskSettings(
                storage.forceSync(),
                storage.preallocationBytes(),
                storage.logSizeLimitBytes().orElse(0),
                storage.fsyncWarningMillis(),
                storage.maxBatchSize().orElse(Integer.MAX_VALUE),
                storage.flushDelayMillis());
    }

    private static FrontSettings frontSettings(ServerConfig config) {
        ServerConfig.Network network = config.network();
        ServerConfig.Limits limits = config.limits();
        int throttle = config.requestThrottle().maxRequests();
        int outstanding = limits.maxOutstandingRequests();
        return new FrontSettings(
                limits.maxRequestBytes(),
                limits.extraRecordBytes(),
                config.sessions().minTimeoutMillis(),
                config.sessions().maxTimeoutMillis(),
                limits.maxConnectionsPerAddress(),
                limits.maxConnections(),
                throttle > 0 ? Math.min(throttle, outstanding) : outstanding,
                network.sessionlessTimeoutMillis(),
                limits.largeRequestBytes().orElse(-1),
                limits.maxLargeRequestBytes(),
                network.maxUnsentBytes(),
                config.security().requiredSchemes(),
                network.tcpKeepAlive(),
                network.listenBacklog().orElse(-1));
    }

    private static ConnectThrottle throttle(ServerConfig.ConnectionThrottle throttle) {
        return new ConnectThrottle(
                new ConnectThrottle.Settings(
                        throttle.tokens(),
                        throttle.fillMillis(),
                        throttle.fillTokens(),
                        throttle.freezeMillis().orElse(-1),
                        throttle.dropIncrease(),
                        throttle.dropDecrease(),
                        throttle.decreaseRatio(),
                        throttle.newSessionTokens(),
                        throttle.renewSessionTokens()),
                Front::monotonicMillis,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static String whitelist(ServerConfig.Words words) {
        List<String> all = new ArrayList<>(words.named());
        if (words.all()) {
            all.add("*");
        }
        return String.join(",", all);
    }

    private static EventLoopGroup eventLoops(int count, boolean epoll) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        ThreadFactory threads = task -> new FastThreadLocalThread(task, "front");
        return new MultiThreadIoEventLoopGroup(count, threads, io);
    }

    private static List<EventLoop> loopsOf(EventLoopGroup group) {
        List<EventLoop> loops = new ArrayList<>();
        group.forEach(
                executor -> {
                    if (executor instanceof EventLoop loop) {
                        loops.add(loop);
                    }
                });
        return loops;
    }

    private static @Nullable ClientListener listen(
            ServerConfig config, Front front, EventLoopGroup group, boolean epoll) {
        Class<? extends ServerChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        InetSocketAddress address = config.network().clientAddress().orElse(null);
        return address == null ? null : new ClientListener(front, group, type, address);
    }

    private static ScheduledExecutorService housekeeping(
            ServerConfig.Retention retention, DataFolder folder) {
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "housekeeping");
                            thread.setDaemon(true);
                            return thread;
                        });
        Duration interval = retention.interval().orElse(null);
        if (interval != null) {
            executor.scheduleAtFixedRate(
                    () -> purge(retention, folder), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return executor;
    }

    private static void purge(ServerConfig.Retention retention, DataFolder folder) {
        try {
            List<Path> removed =
                    Retention.purge(folder.logs(), folder.snapshots(), retention.snapshotsToKeep());
            if (!removed.isEmpty()) {
                LOG.info("purged {} old files: {}", removed.size(), removed);
            }
        } catch (StorageException e) {
            LOG.warn("old files could not be purged: {}", e.getMessage());
        }
    }
}
