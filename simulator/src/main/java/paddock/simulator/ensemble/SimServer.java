package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.AclRules;
import paddock.core.acl.IpScheme;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.core.tree.Znode;
import paddock.replica.LocalSessionMode;
import paddock.replica.MemberSettings;
import paddock.replica.Replica;
import paddock.replica.ReplicaListener;
import paddock.replica.ReplicaSettings;
import paddock.replica.Submission;
import paddock.simulator.check.MultiIsAtomic;
import paddock.simulator.network.Port;
import paddock.simulator.schedule.Schedule;
import paddock.simulator.schedule.Timer;
import paddock.storage.epoch.EpochFiles;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogSettings;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.ensemble.ServerState;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.txn.LoggedTxn;
import paddock.zab.peer.HandOverRefusal;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerEvent;
import paddock.zab.peer.PeerSettings;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server of an ensemble: recovers from its disk, and hosts a peer until the process ends.
final class SimServer implements Machine.Program {
    final Machine machine;
    final Checks checks;
    final PeerSettings settings;
    private final Setup setup;
    private final Options options;
    private final SnapshotWriter writer = new SnapshotWriter(SnapshotSettings.DEFAULT);

    // What the run of the process consists of.
    private @Nullable Peer peer;
    private @Nullable Replica replica;
    private @Nullable SimClients clients;
    private @Nullable SimTree trees;
    private @Nullable SimRecovery recovery;
    private @Nullable Timer tick;
    private long tickMillis;
    private boolean stopping;

    /// How many updates its clients were told about, in all its processes.
    long acknowledgedHere;

    // What was promised, as an onlooker remembers it.
    private long promisedEpoch;
    private long enteredEpoch;

    /// What it found promised when it started: the process may have ended within the promise.
    private long foundEpoch;

    /// What distinguishes a server of a run.
    ///
    /// @param first the membership it is configured with
    /// @param memberships what is known of the memberships of the run
    /// @param forceMicros how long a force takes at least
    /// @param localSessions what new sessions are known to
    record Setup(
            PeerSettings peer,
            QuorumConfig first,
            Memberships memberships,
            LogSettings log,
            long forceMicros,
            LocalSessionMode localSessions) {}

    SimServer(Machine machine, Checks checks, Setup setup, Options options) {
        this.machine = machine;
        this.checks = checks;
        this.setup = setup;
        this.settings = setup.peer();
        this.options = options;
    }

    void start() {
        peer = null;
        replica = null;
        clients = null;
        trees = null;
        stopping = false;
        machine.start(this);
    }

    @Override
    public void boot() {
        Path data = machine.disk.root().resolve("data");
        DataFolder opened = DataFolder.open(data, data, true);
        SimRecovery files = new SimRecovery(opened, writer);
        recovery = files;
        SnapshotFiles.deleteUnfinished(opened.snapshots());
        if (makes(Mistake.TORN_TAIL_ACCEPTED)) {
            TornTail.accept(opened);
        }
        RestoredDatabase restored = files.run();
        long zxid = restored.database().lastZxid();
        machine.trace.add(machine.id, "recovered", Zxid.text(zxid));
        requireWholeMultis(restored.database());
        checks.recovery.recovered(machine.id, zxid, checks.durable.durable(machine.id));
        checks.durable.durable(machine.id, zxid);
        EpochFiles epochs = EpochFiles.open(opened.snapshots(), zxid);
        epochs.warnings().forEach(warning -> machine.trace.add(machine.id, "epochs", warning));
        checks.recovery.epochs(
                machine.id,
                epochs.acceptedEpoch(),
                epochs.currentEpoch(),
                promisedEpoch,
                enteredEpoch);
        foundEpoch = epochs.acceptedEpoch();
        files.discardLogBehindSnapshot(zxid);
        SimMembershipFiles memberships =
                SimMembershipFiles.open(
                        machine.disk.root(), machine.id, settings.reconfigEnabled(), setup.first());
        Configs configs = memberships.read();
        machine.trace.add(
                machine.id,
                "member",
                "of %s, then %s"
                        .formatted(configs.committed().voters(), configs.lastSeen().voters()));

        SimLinks links = new SimLinks(this, configs, epochs, this::step);
        SimStore store =
                new SimStore(
                        machine,
                        checks,
                        opened,
                        epochs,
                        memberships,
                        setup.log(),
                        setup.forceMicros(),
                        zxid,
                        durable -> step(new PeerEvent.Durable(durable))) {
                    @Override
                    public void acceptEpoch(long epoch) {
                        super.acceptEpoch(epoch);
                        promisedEpoch = epoch;
                    }

                    @Override
                    public void enterEpoch(long epoch) {
                        super.enterEpoch(epoch);
                        enteredEpoch = epoch;
                    }
                };
        AclRules aclRules = new AclRules(List.of(new IpScheme()), false);
        Database database = restored.database();
        SimClients fresh = new SimClients(this, database, aclRules);
        SimTree tree = new SimTree(this, fresh, links, store, opened, writer);
        Replica own =
                Replica.member(
                        database,
                        new Preparer(database, aclRules, prepareRules(), (path, root, hard) -> {}),
                        new ReplicaSettings(machine.id, settings.tickMillis(), 0, 5_000, 10_000, 0)
                                .with(
                                        MemberSettings.usual(
                                                settings.tickMillis(), setup.localSessions())),
                        tree,
                        fresh,
                        new Applications(database, tree),
                        machine.nowMillis() * 1_000_000,
                        machine.wallMillis());
        Peer mind =
                new Peer(
                        settings,
                        configs,
                        links,
                        store,
                        new WatchedService(own, this, configs.committed()));
        own.join(mind);
        clients = fresh;
        trees = tree;
        replica = own;
        peer = mind;
        tick = null;
        links.listen();
        machine.network.listen(machine.id, Port.CLIENT, from -> new SimConnection(fresh));
        mind.start(machine.nowMillis());
        turn();
    }

    private PrepareRules prepareRules() {
        PrepareRules rules = PrepareRules.DEFAULTS;
        return new PrepareRules(
                rules.digestEnabled(),
                rules.enforceQuota(),
                rules.closeSessionListsPaths(),
                settings.reconfigEnabled(),
                Mistake.slips(options.mistakes()));
    }

    boolean makes(Mistake mistake) {
        return options.makes(mistake);
    }

    /// What the replica applies shows in the digest of its tree.
    private final class Applications implements ReplicaListener {
        private final Database database;
        private final SimTree tree;

        Applications(Database database, SimTree tree) {
            this.database = database;
            this.tree = tree;
        }

        @Override
        public void applied(LoggedTxn txn) {
            checks.digests.has(machine.id, txn.header().zxid(), database.treeDigest());
            tree.applied();
        }

        @Override
        public void expiring(long sessionId, int timeoutMillis) {
            machine.trace.add(machine.id, "expire", "session " + Long.toHexString(sessionId));
        }

        @Override
        public void reconfigRefused(ErrorCode error, String reason) {
            machine.trace.add(machine.id, "refuse", "a membership: " + reason);
        }
    }

    /// The tree as the files have it.
    RestoredDatabase recover() {
        SimRecovery files = recovery;
        if (files == null) {
            throw new IllegalStateException("not booted");
        }
        return files.run();
    }

    /// A tree has all of the last multi, or nothing of it.
    void requireWholeMultis(Database database) {
        List<Long> changed = new ArrayList<>();
        for (String path : Workload.TOGETHER) {
            Znode znode = database.tree().find(path);
            changed.add(znode == null ? -1 : znode.mzxid());
        }
        MultiIsAtomic.stands(machine.id, changed);
    }

    /// A membership is in force here.
    void inForce(QuorumConfig config) {
        checks.memberships.inForce(machine.id, config.version(), config.text());
        setup.memberships().inForce(config);
    }

    /// Something happens to the peer.
    void step(PeerEvent event) {
        Peer mind = peer;
        if (mind != null) {
            tellTime();
            mind.step(event, machine.nowMillis());
            turn();
        }
    }

    /// A client wants something. What it leads to is done once that has been taken up.
    void submit(Submission submission) {
        Replica own = replica;
        if (own != null) {
            tellTime();
            own.submit(submission);
            turn();
        }
    }

    private void tellTime() {
        if (replica != null) {
            replica.at(machine.nowMillis() * 1_000_000, machine.wallMillis());
            long pausedMillis = machine.takePausedMillis();
            if (pausedMillis > 0) {
                replica.wasSuspended(pausedMillis);
            }
        }
    }

    /// The rest of a turn, as the replica's thread of a server does it.
    private void turn() {
        Replica own = replica;
        SimTree tree = trees;
        if (own == null || tree == null) {
            return;
        }
        tellTime();
        boolean worked = true;
        while (worked) {
            own.settle();
            worked = own.isReady();
            own.completeReady(1000);
            worked |= own.keepTime();
        }
        tree.snapshotIfDue();
        arm();
    }

    private void ticked() {
        Peer mind = peer;
        if (mind != null && machine.nowMillis() >= mind.deadlineMillis()) {
            step(new PeerEvent.Ticked());
        } else {
            turn();
        }
    }

    private void arm() {
        Peer mind = peer;
        Replica own = replica;
        if (mind == null || own == null) {
            return;
        }
        long due = Math.min(mind.deadlineMillis(), own.deadlineMillis());
        if (due == tickMillis && tick != null && tick.isPending()) {
            return; // or a stream of events would put it off for ever
        }
        if (tick != null) {
            tick.cancel();
        }
        tickMillis = due;
        if (due == Long.MAX_VALUE) {
            return;
        }
        long wait = Math.max(1, due - machine.nowMillis());
        tick = machine.after(wait * 1000, this::ticked);
    }

    // ---- what an operator does ----

    boolean isLeading() {
        Peer mind = peer();
        return mind != null && mind.state() == ServerState.LEADING;
    }

    /// Lets another server lead, a named one or with -1 the best.
    void handOver(long target) {
        machine.run(
                () -> {
                    Peer mind = peer;
                    if (mind != null) {
                        beginHandOver(mind, target);
                        turn();
                    }
                });
    }

    private void beginHandOver(Peer mind, long target) {
        tellTime();
        HandOverRefusal refusal = mind.handOver(target, machine.nowMillis());
        String outcome = refusal == null ? "begun" : refusal.toString();
        machine.trace.add(machine.id, "hand-over", "to " + target + ": " + outcome);
    }

    /// Whether it was asked to end and has not.
    boolean isStopping() {
        return machine.isUp() && stopping;
    }

    /// Ends once another server leads and nothing is under way, or when its patience ends.
    void stopGracefully(int patienceMillis) {
        machine.run(
                () -> {
                    Peer mind = peer;
                    if (mind == null || stopping) {
                        return;
                    }
                    stopping = true;
                    machine.trace.add(machine.id, "stopping", "");
                    if (mind.state() == ServerState.LEADING) {
                        beginHandOver(mind, -1);
                        turn();
                    }
                    awaitIdle(mind, machine.nowMillis() + patienceMillis);
                });
    }

    /// It is to go on after all.
    void cancelStop() {
        stopping = false;
    }

    private void awaitIdle(Peer mind, long untilMillis) {
        if (!stopping) {
            return;
        }
        Replica own = replica;
        boolean gone = mind.state() != ServerState.LEADING || !mind.isHandingOver();
        if (gone && own != null && own.isIdle() || machine.nowMillis() >= untilMillis) {
            machine.endOrderly();
        } else {
            machine.after(10 * Schedule.MILLI, () -> awaitIdle(mind, untilMillis));
        }
    }

    // ---- what an onlooker sees ----

    /// The newest epoch that was promised here, to whomever.
    long promisedEpoch() {
        return Math.max(promisedEpoch, foundEpoch);
    }

    /// The peer, while the process runs.
    @Nullable Peer peer() {
        return machine.isUp() ? peer : null;
    }

    /// Its clients' side, while the process runs.
    @Nullable SimClients clients() {
        return machine.isUp() ? clients : null;
    }
}
