package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

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
    private final PeerSettings settings;
    private final LogSettings logSettings;
    private final long forceMicros;
    private final SnapshotWriter writer = new SnapshotWriter(SnapshotSettings.DEFAULT);

    // What the run of the process consists of.
    private @Nullable Peer peer;
    private @Nullable RegisterService service;
    private @Nullable DataFolder folder;
    private @Nullable Timer tick;
    private long tickMillis;

    // What was promised, as an onlooker remembers it.
    private long promisedEpoch;
    private long enteredEpoch;

    SimServer(
            Machine machine,
            Checks checks,
            QuorumConfig config,
            PeerSettings settings,
            LogSettings logSettings,
            long forceMicros) {
        this.machine = machine;
        this.checks = checks;
        this.config = config;
        this.settings = settings;
        this.logSettings = logSettings;
        this.forceMicros = forceMicros;
    }

    void start() {
        peer = null;
        service = null;
        machine.start(this);
    }

    @Override
    public void boot() {
        Path data = machine.disk.root().resolve("data");
        DataFolder opened = DataFolder.open(data, data, true);
        folder = opened;
        SnapshotFiles.deleteUnfinished(opened.snapshots());
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

        SimLinks links = new SimLinks(machine, checks, config, epochs::acceptedEpoch, this::step);
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
        RegisterService fresh =
                new RegisterService(this, links, store, restored.database(), opened, writer);
        service = fresh;
        Peer mind = new Peer(settings, new Configs(config, config), links, store, fresh);
        fresh.belongTo(mind);
        peer = mind;
        tick = null;
        links.listen();
        mind.start(machine.nowMillis());
        arm();
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

    void step(PeerEvent event) {
        Peer mind = peer;
        if (mind != null) {
            mind.step(event, machine.nowMillis());
            arm();
        }
    }

    private void arm() {
        Peer mind = peer;
        if (mind == null) {
            return;
        }
        long due = mind.deadlineMillis();
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
        tick = machine.after(wait * 1000, () -> step(new PeerEvent.Ticked()));
    }

    void afterStep() {
        arm();
    }

    /// The peer, while the process runs.
    @Nullable Peer peer() {
        return machine.isUp() ? peer : null;
    }

    /// The service, while the process runs.
    @Nullable RegisterService service() {
        return machine.isUp() ? service : null;
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
