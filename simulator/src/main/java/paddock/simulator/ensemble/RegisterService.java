package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.simulator.schedule.Schedule;
import paddock.storage.folder.DataFolder;
import paddock.storage.retention.Retention;
import paddock.storage.snapshot.SnapshotReader;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;
import paddock.zab.peer.Peer;
import paddock.zab.peer.PeerEvent;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One register in a real database, the data of the root, written by clients of every server.
///
/// The smallest service that shows whether agreement works: it keeps track of what was
/// acknowledged, and of what a read after a sync must have seen.
final class RegisterService implements Service {
    private final SimServer server;
    private final Machine machine;
    private final Checks checks;
    private final SimLinks links;
    private final SimStore store;
    private final DataFolder folder;
    private final SnapshotWriter writer;
    private final Set<Integer> asked = new HashSet<>();
    private final ArrayDeque<Long> syncs = new ArrayDeque<>();
    private Database database;
    private @Nullable DatabaseImage image;
    private int images;
    private @Nullable Peer peer;
    private boolean leading;
    private boolean draining;
    private boolean following;
    private boolean catchingUp = true;
    private long nextZxid;
    private int nextRequest;
    private int sinceSnapshot;

    RegisterService(
            SimServer server,
            SimLinks links,
            SimStore store,
            Database database,
            DataFolder folder,
            SnapshotWriter writer) {
        this.server = server;
        this.machine = server.machine;
        this.checks = server.checks;
        this.links = links;
        this.store = store;
        this.database = database;
        this.folder = folder;
        this.writer = writer;
        nextRequest = machine.random().nextInt(1 << 20);
    }

    void belongTo(Peer mind) {
        peer = mind;
    }

    private record Image(long zxid, byte[] bytes) implements Snapshot {}

    boolean isServing() {
        return leading || following;
    }

    boolean isLeading() {
        return leading;
    }

    Database database() {
        return database;
    }

    private Peer mind() {
        if (peer == null) {
            throw new IllegalStateException("no peer yet");
        }
        return peer;
    }

    // ---- clients ----

    /// A client of this server writes.
    void write() {
        int request = ++nextRequest;
        if (leading) {
            asked.add(request);
            propose(machine.id, request);
            server.afterStep();
        } else if (following) {
            asked.add(request);
            mind().forward(
                            new LearnerMessage.Request(
                                    machine.id, request, OpCode.SET_DATA, new byte[0], List.of()));
        }
    }

    /// A client of this server syncs, and reads.
    void syncAndRead() {
        long before = checks.acknowledged.newest();
        if (leading) {
            mind().proveLeadership(() -> read(before));
            server.afterStep();
        } else if (following) {
            syncs.add(before);
            mind().forward(
                            new LearnerMessage.Request(
                                    machine.id, 0, OpCode.SYNC, new byte[0], List.of()));
        }
    }

    private void read(long before) {
        checks.acknowledged.readAfterSync(machine.id, database.lastZxid(), before);
    }

    private void propose(long session, int request) {
        long zxid = nextZxid++;
        byte[] data = (session + ":" + request).getBytes(StandardCharsets.US_ASCII);
        Txn txn = new Txn.SetData(OpCode.SET_DATA, "/", data, request);
        TxnHeader header = new TxnHeader(session, request, zxid, machine.nowMillis(), txn.type());
        mind().propose(
                        EncodedTxn.of(new LoggedTxn(header, txn, (@Nullable TxnDigest) null)),
                        machine.nowMillis());
    }

    // ---- the port ----

    @Override
    public long lastZxid() {
        return database.lastZxid();
    }

    @Override
    public void commit(EncodedTxn txn) {
        machine.effect("commit");
        long before = database.lastZxid();
        checks.committed.applied(machine.id, before, txn.zxid());
        machine.trace.add(machine.id, "commit", Zxid.text(txn.zxid()));
        database.apply(txn.txn(), ChangeListener.NONE);
        if (txn.zxid() > before) {
            checks.digests.has(machine.id, txn.zxid(), database.treeDigest());
        }
        if (!catchingUp) {
            if (leading || draining) {
                checks.durable.committed(machine.id, txn.zxid(), server.config.voters());
            }
            checks.committed.committed(machine.id, txn.zxid());
            TxnHeader header = txn.txn().header();
            if (header.sessionId() == machine.id && asked.remove(header.cxid())) {
                checks.acknowledged.acknowledged(txn.zxid());
            }
            if (++sinceSnapshot >= 25 && machine.random().nextInt(20) == 0) {
                sinceSnapshot = 0;
                snapshotLater(false);
            }
        }
    }

    @Override
    public void lead(long zxid) {
        machine.effect("lead");
        machine.trace.add(machine.id, "leads", "from " + Zxid.text(zxid));
        checks.leaders.leads(machine.id, Zxid.epoch(zxid));
        checks.committed.committed(machine.id, database.lastZxid());
        checks.acknowledged.stands(machine.id, database.lastZxid());
        catchingUp = false;
        leading = true;
        nextZxid = zxid + 1;
    }

    @Override
    public void follow(boolean observer, long leader) {
        machine.effect("follow");
        machine.trace.add(machine.id, observer ? "observes" : "follows", "s" + leader);
        checks.committed.committed(machine.id, database.lastZxid());
        catchingUp = false;
        following = true;
    }

    @Override
    public void drain() {
        leading = false;
        draining = true;
    }

    @Override
    public void suspend() {
        leading = false;
        draining = false;
        following = false;
        catchingUp = true;
        syncs.clear();
        asked.clear();
    }

    @Override
    public void install(Snapshot snapshot) {
        machine.effect("install");
        machine.trace.add(machine.id, "install", Zxid.text(snapshot.zxid()));
        RestoredDatabase restored = new RestoredDatabase();
        byte[] bytes = ((Image) snapshot).bytes;
        new SnapshotReader()
                .read(new ByteArrayInputStream(bytes), "the leader", restored.builder());
        restored.finish(snapshot.zxid());
        image = null;
        database = restored.database();
        checks.digests.has(machine.id, database.lastZxid(), database.treeDigest());
    }

    @Override
    public long reload() {
        machine.effect("reload");
        image = null;
        database = server.recover().database();
        machine.trace.add(machine.id, "reload", Zxid.text(database.lastZxid()));
        return database.lastZxid();
    }

    @Override
    public void saveSnapshot() {
        snapshotLater(true);
    }

    /// One image can be open at a time: a newer one takes the place of a snapshot under way.
    private DatabaseImage freeze() {
        if (image != null) {
            image.close();
        }
        DatabaseImage fresh = database.freeze();
        image = fresh;
        images++;
        return fresh;
    }

    private void snapshotLater(boolean replaces) {
        DatabaseImage fresh = freeze();
        long zxid = fresh.zxid();
        int number = images;
        machine.after(
                (1 + machine.random().nextInt(20)) * Schedule.MILLI,
                () -> {
                    if (image == null || number != images) {
                        return;
                    }
                    machine.trace.add(machine.id, "snapshot", Zxid.text(zxid));
                    image = null;
                    if (replaces) {
                        store.makeWay(zxid);
                    }
                    writer.write(fresh, folder.snapshots(), true);
                    if (replaces) {
                        store.replaced(zxid);
                        server.step(new PeerEvent.SnapshotSaved(zxid));
                    } else {
                        Retention.purge(folder.logs(), folder.snapshots(), 3);
                        store.roll();
                    }
                });
    }

    @Override
    public void sendSnapshot(long link) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DatabaseImage fresh = freeze()) {
            writer.write(fresh, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        image = null;
        links.transfer(link, new Image(database.lastZxid(), out.toByteArray()));
    }

    @Override
    public void activated(QuorumConfig config) {}

    @Override
    public void requested(long link, LearnerMessage.Request request) {
        if (draining) {
            return;
        }
        if (request.opCode() == OpCode.SYNC) {
            mind().proveLeadership(() -> mind().answer(link, new LeaderMessage.Synced()));
        } else {
            propose(request.sessionId(), request.cxid());
        }
    }

    @Override
    public void touched(long link, List<LearnerMessage.SessionTouch> sessions) {}

    @Override
    public void revalidate(long link, LearnerMessage.Revalidate request) {
        mind().answer(link, new LeaderMessage.Revalidated(request.sessionId(), true));
    }

    @Override
    public void revalidated(long sessionId, boolean valid) {}

    @Override
    public void synced() {
        Long before = syncs.poll();
        if (before != null) {
            read(before);
        }
    }

    @Override
    public List<LearnerMessage.SessionTouch> takeTouched() {
        return List.of();
    }
}
