package paddock.server.lifecycle;

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
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.core.query.Queries;
import paddock.replica.Replica;
import paddock.server.config.ServerConfig;
import paddock.server.ensemble.Ensemble;
import paddock.server.front.ClientListener;
import paddock.server.front.Front;
import paddock.server.front.FrontLoop;
import paddock.server.front.PortException;
import paddock.server.front.Serving;
import paddock.server.front.Stripes;
import paddock.server.metrics.Metrics;
import paddock.server.replica.ReplicaThread;
import paddock.server.words.FourLetterWords;
import paddock.server.words.ServerView;
import paddock.storage.StorageException;
import paddock.storage.folder.DataFolder;
import paddock.storage.snapshot.SnapshotWriter;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// A running server, alone or as a member of an ensemble.
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final DataFolder folder;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup group;
    private final ReplicaThread replica;
    private final Front front;
    private final @Nullable Ensemble ensemble;
    private final @Nullable ClientListener listener;
    private final ScheduledExecutorService housekeeping;
    private final LiveView view;
    private final Faults faults;

    /// Set by whoever ends the server first: the one that waits for its end, or the hook of the
    /// JVM, which comes after every end.
    private final AtomicBoolean ending = new AtomicBoolean();

    private Server(
            DataFolder folder,
            EventLoopGroup acceptor,
            EventLoopGroup group,
            ReplicaThread replica,
            Front front,
            @Nullable Ensemble ensemble,
            @Nullable ClientListener listener,
            ScheduledExecutorService housekeeping,
            LiveView view,
            Faults faults) {
        this.folder = folder;
        this.acceptor = acceptor;
        this.group = group;
        this.replica = replica;
        this.front = front;
        this.ensemble = ensemble;
        this.listener = listener;
        this.housekeeping = housekeeping;
        this.view = view;
        this.faults = faults;
    }

    /// Starts a server; when this returns clients can connect.
    ///
    /// @throws StorageException when the files cannot be used
    /// @throws paddock.server.front.PortException when the port cannot be had
    public static Server start(ServerConfig config) {
        long startNanos = System.nanoTime();
        ServerConfig.Storage storage = config.storage();
        DataFolder folder =
                DataFolder.open(storage.dataDir(), storage.dataLogDir(), storage.createFolders());
        LOG.info("data in {}, log in {}", folder.snapshots(), folder.logs());
        EventLoopGroup acceptor = null;
        EventLoopGroup group = null;
        try {
            SnapshotWriter snapshots = new SnapshotWriter(Derived.snapshotSettings(storage));
            Restoration restored = Restoration.run(folder, config, snapshots);
            Database database = restored.database();
            int loopCount = config.network().eventLoops();
            Stripes stripes = new Stripes(loopCount + 1);
            Serving serving = new Serving(config.ensemble().isEmpty());
            Metrics metrics = new Metrics();
            Ensemble ensemble =
                    config.ensemble()
                            .map(
                                    each ->
                                            new Ensemble(
                                                    config,
                                                    each,
                                                    () ->
                                                            Restoration.run(
                                                                            folder, config,
                                                                            snapshots)
                                                                    .database(),
                                                    serving,
                                                    metrics))
                            .orElse(null);
            if (ensemble == null) {
                database.dropOrphans();
            }
            AclRules aclRules = Derived.aclRules(config.security());
            QuotaLog quotaLog = new QuotaLog(metrics.newRecorder());
            Preparer preparer =
                    new Preparer(database, aclRules, Derived.prepareRules(config), quotaLog);
            ReplicaThread replica =
                    ReplicaThread.create(
                            database,
                            restored.replayed(),
                            aclRules,
                            config.sessions().tickMillis(),
                            Derived.hostSettings(config),
                            Derived.diskSettings(storage),
                            folder,
                            snapshots,
                            stripes,
                            loopCount,
                            metrics,
                            RandomGenerator.of("L64X128MixRandom"),
                            (log, watches, listener) ->
                                    ensemble == null
                                            ? Replica.alone(
                                                    database,
                                                    preparer,
                                                    Derived.replicaSettings(config),
                                                    log,
                                                    watches,
                                                    listener,
                                                    System.nanoTime(),
                                                    System.currentTimeMillis())
                                            : ensemble.replica(
                                                    database,
                                                    preparer,
                                                    Derived.replicaSettings(config),
                                                    watches,
                                                    listener));
            boolean epoll = Epoll.isAvailable();
            acceptor = eventLoops(1, epoll, "accept");
            group = eventLoops(loopCount, epoll, "front");
            LiveView view =
                    new LiveView(
                            config,
                            folder,
                            database,
                            replica,
                            ensemble,
                            serving,
                            stripes,
                            metrics,
                            startNanos);
            Front front =
                    new Front(
                            Derived.frontSettings(config),
                            new Queries(database, aclRules),
                            aclRules,
                            replica,
                            new NettyWords(
                                    new FourLetterWords(
                                            config.words().allowed(),
                                            Derived.servesReadOnly(config)),
                                    view),
                            Derived.throttle(config),
                            metrics,
                            stripes,
                            serving,
                            loopsOf(group));
            view.attach(front);
            if (ensemble != null) {
                ensemble.open(
                        replica, folder, database, stripes, loopCount, Derived.builders(config));
            }
            ClientListener listener = listen(config, front, acceptor, group, epoll);
            view.listening(listener == null ? -1 : listener.address().getPort());
            ScheduledExecutorService housekeeping = Housekeeping.start(config.retention(), folder);
            if (ensemble != null && listener != null) {
                ensemble.onClientsMoved(
                        address -> housekeeping.execute(() -> move(listener, address, view)));
            }
            replica.start(front.loops());
            LOG.info(
                    "serving clients on {} with {} event loops ({}), {} ms after the start",
                    listener == null ? "no port" : listener.address(),
                    loopCount,
                    epoll ? "epoll" : "nio",
                    (System.nanoTime() - startNanos) / 1_000_000);
            Server server =
                    new Server(
                            folder,
                            acceptor,
                            group,
                            replica,
                            front,
                            ensemble,
                            listener,
                            housekeeping,
                            view,
                            new Faults(replica, front, listener, ensemble));
            view.onShutdown(() -> new Thread(server::stop, "stop").start());
            return server;
        } catch (RuntimeException e) {
            if (acceptor != null) {
                acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
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

    /// What commands show of it.
    public ServerView view() {
        return view;
    }

    /// What a test may do to it.
    public Faults faults() {
        return faults;
    }

    /// Waits until the server has ended.
    ///
    /// @return null after [#stop], else the failure that ended it
    public @Nullable RuntimeException awaitEnd() throws InterruptedException {
        try {
            RuntimeException failure = replica.ended().get();
            if (failure != null && ending.compareAndSet(false, true)) {
                close();
            }
            return failure;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Stops: accepts nobody any more, answers what is in flight, and leaves everything on disk.
    /// Does nothing where the server has ended by itself.
    public void stop() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        LOG.info("stopping");
        faults.end();
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
        if (ensemble != null) {
            ensemble.close();
        }
        housekeeping.shutdownNow();
        if (listener != null) {
            listener.close();
        }
        // Before the loops: whoever is accepted is handed to one of them.
        acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        front.loops().forEach(FrontLoop::end);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        folder.close();
    }

    // ---- the steps of the start ----

    private static EventLoopGroup eventLoops(int count, boolean epoll, String name) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        ThreadFactory threads = task -> new FastThreadLocalThread(task, name);
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

    /// A membership may say that clients are to connect elsewhere.
    private static void move(ClientListener listener, InetSocketAddress address, LiveView view) {
        try {
            InetSocketAddress before = listener.address();
            listener.moveTo(address);
            InetSocketAddress after = listener.address();
            if (!after.equals(before)) {
                view.listening(after.getPort());
                LOG.info("clients connect to {} from now on, no longer to {}", after, before);
            }
        } catch (PortException e) {
            LOG.error("clients cannot connect any more: {}", e.getMessage());
        }
    }

    private static @Nullable ClientListener listen(
            ServerConfig config,
            Front front,
            EventLoopGroup acceptor,
            EventLoopGroup group,
            boolean epoll) {
        Class<? extends ServerChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        InetSocketAddress address = config.network().clientAddress().orElse(null);
        return address == null ? null : new ClientListener(front, acceptor, group, type, address);
    }
}
