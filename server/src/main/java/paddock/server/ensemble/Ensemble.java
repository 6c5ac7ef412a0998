package paddock.server.ensemble;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.replica.Replica;
import paddock.replica.ReplicaListener;
import paddock.replica.ReplicaSettings;
import paddock.server.config.ServerConfig;
import paddock.server.front.Serving;
import paddock.server.front.Stripes;
import paddock.server.links.LinkSecurity;
import paddock.server.links.LinkSettings;
import paddock.server.links.PeerLinks;
import paddock.server.links.Transport;
import paddock.server.metrics.Metrics;
import paddock.server.replica.ReplicaThread;
import paddock.storage.config.MembershipFiles;
import paddock.storage.epoch.EpochFiles;
import paddock.storage.folder.DataFolder;
import paddock.wire.ensemble.Features;
import paddock.zab.election.ElectionSettings;
import paddock.zab.peer.ObserverSettings;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerSettings;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A server's membership in an ensemble: put together in steps, since the parts need each other.
///
/// First [the replica][#replica] is made, then [#open] makes peer, disk and links around its
/// thread.
public final class Ensemble implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);
    private static final int FINALIZE_WAIT_MILLIS = 200;

    private final ServerConfig config;
    private final ServerConfig.Ensemble settings;
    private final EnsembleMember member;
    private final Transport transport;
    private final Configs configs;
    private final PeerFigures figures;
    private @Nullable PeerLinks links;
    private @Nullable ReplicaThread thread;
    private @Nullable Peer peer;

    /// @param recovery brings the tree back from disk
    public Ensemble(
            ServerConfig config,
            ServerConfig.Ensemble settings,
            Supplier<Database> recovery,
            Serving serving,
            Metrics metrics) {
        this.config = config;
        figures = new PeerFigures(metrics.newRecorder());
        this.settings = settings;
        member = new EnsembleMember(recovery, serving::set);
        transport = Transport.start();
        if (!settings.leader().serves()) {
            LOG.info("while this server leads it leaves clients to the others");
        }
        QuorumConfig committed = settings.members();
        if (config.reconfigEnabled()
                && settings.dynamicFile().isEmpty()
                && Files.exists(settings.file())) {
            // Its membership moves into a file of its own, and comments are lost on the way.
            new MembershipFiles(settings.file()).backUp();
        }
        configs = new Configs(committed, settings.proposed().orElse(committed), settings.text());
    }

    /// The replica of a member.
    public Replica replica(
            Database database,
            Preparer preparer,
            ReplicaSettings replicaSettings,
            ChangeListener watches,
            ReplicaListener listener) {
        return Replica.member(
                database,
                preparer,
                replicaSettings,
                member,
                watches,
                listener,
                System.nanoTime(),
                System.currentTimeMillis());
    }

    /// Opens the ports for other servers, and makes the thread drive the peer once it starts.
    ///
    /// @param snapshotStripe the stripe under which trees are read that learners get
    public void open(
            ReplicaThread replicaThread,
            DataFolder folder,
            Database database,
            Stripes stripes,
            int snapshotStripe,
            Supplier<Database.Builder> builders) {
        EpochFiles epochs = EpochFiles.open(folder.snapshots(), database.lastZxid());
        epochs.warnings().forEach(warning -> LOG.warn("{}", warning));
        DiskStore store =
                new DiskStore(
                        folder,
                        epochs,
                        replicaThread.journal(),
                        new Memberships(
                                new MembershipFiles(settings.file()),
                                settings.serverId(),
                                config.reconfigEnabled(),
                                configs.lastSeen()),
                        replicaThread.snapshots()::awaitIdle,
                        zxid -> replicaThread.logged(),
                        config.limits().maxRequestBytes() + config.limits().extraRecordBytes());
        PeerLinks opened =
                PeerLinks.open(
                        LinkSettings.of(config),
                        configs,
                        transport,
                        LinkSecurity.NONE,
                        builders,
                        stripes.stripe(snapshotStripe),
                        replicaThread::wake,
                        member::fail);
        links = opened;
        thread = replicaThread;
        ServerConfig.Timing timing = settings.timing();
        Peer own =
                new Peer(
                        peerSettings(),
                        new ElectionSettings(
                                FINALIZE_WAIT_MILLIS,
                                timing.minNotificationMillis(),
                                timing.maxNotificationMillis(),
                                !settings.self().isParticipant()),
                        configs,
                        opened,
                        store,
                        replicaThread.replica().service(),
                        figures);
        peer = own;
        replicaThread.replica().join(own);
        member.attach(replicaThread, opened, store, own);
        replicaThread.accompany(member);
        LOG.info(
                "member {} of {}, current epoch {}",
                settings.serverId(),
                configs.committed().members().keySet(),
                epochs.currentEpoch());
    }

    /// Has this told where clients are to connect when a membership says so. Before the thread
    /// starts.
    public void onClientsMoved(Consumer<InetSocketAddress> moved) {
        member.onClientsMoved(moved);
    }

    private PeerSettings peerSettings() {
        ServerConfig.Synchronisation sync = settings.synchronisation();
        return new PeerSettings(
                settings.serverId(),
                config.sessions().tickMillis(),
                settings.timing().initLimit(),
                settings.timing().syncLimit(),
                Math.max(sync.committedLogCount(), PeerSettings.MIN_COMMITTED_LOG),
                sync.snapshotSizeFactor(),
                sync.forceSnapshot(),
                settings.leader().maxSnapshotSyncs(),
                settings.leader().maxDiffSyncs(),
                config.reconfigEnabled(),
                settings.standaloneEnabled(),
                settings.timing().epochWaitMillis().orElse(-1),
                new ObserverSettings(
                        settings.observers().writeToDisk(),
                        settings.observers().reconnectDelayMillis(),
                        settings.observers().electionDelayMillis()),
                settings.observers().masterPort().isPresent(),
                Features.ALL,
                EnumSet.noneOf(paddock.zab.peer.Mutation.class));
    }

    /// Whether observers are served while this server follows.
    public boolean servesObservers() {
        return settings.observers().masterPort().isPresent();
    }

    /// What the commands show, as it is now; for any thread.
    public MemberView view() {
        ReplicaThread driven = thread;
        Peer own = peer;
        if (driven == null || own == null) {
            return MemberView.STARTING;
        }
        return driven.look(
                () ->
                        MemberView.of(
                                own, configs, driven.replica().pendingSyncs(), figures.reign()));
    }

    /// As a leader, lets another server lead: a named voter, or with -1 the one that has logged the
    /// most; for any thread.
    ///
    /// @return what came of it, as a sentence without its full stop
    public CompletableFuture<String> handOver(long serverId) {
        return member.handOver(serverId);
    }

    /// Cuts this server off from all others, until [#mend].
    public void cut() {
        transport.cut();
    }

    /// Has the others be within reach again.
    public void mend() {
        transport.mend();
    }

    @Override
    public void close() {
        PeerLinks opened = links;
        if (opened != null) {
            opened.close();
        }
        transport.close();
    }
}
