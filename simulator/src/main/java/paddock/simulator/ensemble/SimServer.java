package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.AclRules;
import paddock.core.acl.IpScheme;
import paddock.core.database.Database;
import paddock.core.prepare.PrepareRules;
import paddock.core.prepare.Preparer;
import paddock.replica.Replica;
import paddock.replica.ReplicaListener;
import paddock.replica.ReplicaSettings;
import paddock.replica.Submission;
import paddock.simulator.network.Port;
import paddock.simulator.schedule.Timer;
import paddock.storage.epoch.EpochFiles;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogSettings;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.recovery.Truncation;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.txn.LoggedTxn;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerEvent;
import paddock.zab.peer.PeerSettings;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.QuorumConfig;

import java.nio.file.Path;
import java.util.List;

/// A server of an ensemble: recovers from its disk, and hosts a peer until the process ends.
final class SimServer implements Machine.Program {
    final Machine machine;
    final Checks checks;
    final QuorumConfig config;
    final PeerSettings settings;
    private final LogSettings logSettings;
    private final long forceMicros;
    private final Options options;
    private final SnapshotWriter writer = new SnapshotWriter(SnapshotSettings.DEFAULT);

    // What the run of the process consists of.
    private @Nullable Peer peer;
    private @Nullable Replica replica;
    private @Nullable SimClients clients;
    private @Nullable SimTree trees;
    private @Nullable DataFolder folder;
    private @Nullable Timer tick;
    private long tickMillis;

    /// How many updates its clients were told about, in all its processes.
    long acknowledgedHere;

    // What was promised, as an onlooker remembers it.
    private long promisedEpoch;
    private long enteredEpoch;

    SimServer(
            Machine machine,
            Checks checks,
            QuorumConfig config,
            PeerSettings settings,
            LogSettings logSettings,
            long forceMicros,
            Options options) {
        this.machine = machine;
        this.checks = checks;
        this.config = config;
        this.settings = settings;
        this.logSettings = logSettings;
        this.forceMicros = forceMicros;
        this.options = options;
    }

    void start() {
        peer = null;
        replica = null;
        clients = null;
        trees = null;
        machine.start(this);
    }

    @Override
    public void boot() {
        Path data = machine.disk.root().resolve("data");
        DataFolder opened = DataFolder.open(data, data, true);
        folder = opened;
        SnapshotFiles.deleteUnfinished(opened.snapshots());
        if (makes(Mistake.TORN_TAIL_ACCEPTED)) {
            TornTail.accept(opened);
        }
        RestoredDatabase restored = recover();
        long zxid = restored.database().lastZxid();
        machine.trace.add(machine.id, "recovered", Zxid.text(zxid));
        checks.recovery.recovered(machine.id, zxid, checks.durable.durable(machine.id));
        checks.durable.durable(machine.id, zxid);
        EpochFiles epochs = EpochFiles.open(opened.snapshots(), zxid);
        checks.recovery.epochs(
                machine.id,
                epochs.acceptedEpoch(),
                epochs.currentEpoch(),
                promisedEpoch,
                enteredEpoch);
        discardLogBehindSnapshot(zxid);

        SimLinks links = new SimLinks(this, epochs::acceptedEpoch, this::step);
        SimStore store =
                new SimStore(
                        machine,
                        checks,
                        opened,
                        epochs,
                        logSettings,
                        forceMicros,
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
                        new ReplicaSettings(machine.id, settings.tickMillis(), 0, 5_000, 10_000, 0),
                        tree,
                        fresh,
                        new Applications(database, tree),
                        machine.nowMillis() * 1_000_000,
                        machine.wallMillis());
        Peer mind =
                new Peer(
                        settings,
                        new Configs(config, config),
                        links,
                        store,
                        new WatchedService(own, this));
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
                rules.reconfigEnabled(),
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

    /// A snapshot from elsewhere became durable, and the process ended before the log it replaces
    /// was discarded.
    private void discardLogBehindSnapshot(long zxid) {
        DataFolder opened = requireFolder();
        List<StoreFile> snapshots = SnapshotFiles.candidates(opened.snapshots(), 1);
        if (!snapshots.isEmpty()
                && snapshots.getFirst().zxid() == zxid
                && zxid > 0
                && !logHolds(opened, zxid)) {
            Truncation.everythingBefore(opened, zxid);
        }
    }

    private static boolean logHolds(DataFolder folder, long zxid) {
        for (StoreFile log : StoreFile.logs(folder.logs())) {
            try (var reader = new paddock.storage.log.LogFileReader(log.path())) {
                while (reader.next()) {
                    if (reader.zxid() == zxid) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    RestoredDatabase recover() {
        RestoredDatabase restored = new RestoredDatabase();
        new Recovery(requireFolder(), RecoverySettings.DEFAULT, writer).run(restored);
        return restored;
    }

    private DataFolder requireFolder() {
        if (folder == null) {
            throw new IllegalStateException("not booted");
        }
        return folder;
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

    /// The newest epoch that was promised here, to whomever.
    long promisedEpoch() {
        return promisedEpoch;
    }

    /// The peer, while the process runs.
    @Nullable Peer peer() {
        return machine.isUp() ? peer : null;
    }

    /// Its clients' side, while the process runs.
    @Nullable SimClients clients() {
        return machine.isUp() ? clients : null;
    }

    static String describe(Object message) {
        return switch (message) {
            case LeaderMessage.NewLeader(var epoch, var config) -> "NewLeader[epoch=" + epoch + "]";
            case LeaderMessage.Commit(var zxid) -> "Commit[" + Zxid.text(zxid) + "]";
            case LeaderMessage.Diff(var zxid) -> "Diff[" + Zxid.text(zxid) + "]";
            case LeaderMessage.Trunc(var zxid) -> "Trunc[" + Zxid.text(zxid) + "]";
            case LearnerMessage.Ack(var zxid) -> "Ack[" + Zxid.text(zxid) + "]";
            case LearnerMessage.AckEpoch(var zxid, var epoch) ->
                    "AckEpoch[" + Zxid.text(zxid) + ", epoch " + epoch + "]";
            case LearnerMessage.Request request -> "Request[" + request.cxid() + "]";
            default -> message.toString();
        };
    }
}
