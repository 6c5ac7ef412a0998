package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.replica.Access;
import paddock.replica.TreeHost;
import paddock.simulator.schedule.Schedule;
import paddock.storage.folder.DataFolder;
import paddock.storage.retention.Retention;
import paddock.storage.snapshot.SnapshotReader;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.ensemble.Zxid;
import paddock.zab.peer.PeerEvent;
import paddock.zab.port.Service.Snapshot;
import paddock.zab.quorum.QuorumConfig;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Whole trees of one server: from disk, to disk, and over links.
final class SimTree implements TreeHost {
    private final SimServer server;
    private final Machine machine;
    private final SimClients clients;
    private final SimLinks links;
    private final SimStore store;
    private final DataFolder folder;
    private final SnapshotWriter writer;
    private @Nullable DatabaseImage image;
    private int images;
    private int sinceSnapshot;

    private record Image(long zxid, byte[] bytes) implements Snapshot {}

    SimTree(
            SimServer server,
            SimClients clients,
            SimLinks links,
            SimStore store,
            DataFolder folder,
            SnapshotWriter writer) {
        this.server = server;
        this.machine = server.machine;
        this.clients = clients;
        this.links = links;
        this.store = store;
        this.folder = folder;
        this.writer = writer;
    }

    @Override
    public Database received(Snapshot snapshot) {
        machine.effect("install");
        machine.trace.add(machine.id, "install", Zxid.text(snapshot.zxid()));
        RestoredDatabase restored = new RestoredDatabase();
        byte[] bytes = ((Image) snapshot).bytes;
        new SnapshotReader()
                .read(new ByteArrayInputStream(bytes), "the leader", restored.builder());
        restored.finish(snapshot.zxid());
        abandonImage();
        return restored.database();
    }

    @Override
    public Database reload() {
        machine.effect("reload");
        abandonImage();
        Database reloaded = server.recover().database();
        machine.trace.add(machine.id, "reload", Zxid.text(reloaded.lastZxid()));
        return reloaded;
    }

    private void abandonImage() {
        if (image != null) {
            image.close();
            image = null;
        }
        images++;
    }

    /// A transaction was applied.
    void applied() {
        sinceSnapshot++;
    }

    /// Takes a snapshot now and then, between steps.
    void snapshotIfDue() {
        Database database = clients.database();
        if (sinceSnapshot >= 25
                && clients.isServing()
                && !database.tree().isFrozen()
                && machine.random().nextInt(20) == 0) {
            sinceSnapshot = 0;
            writeLater(database.freeze(), false);
        }
    }

    @Override
    public void save(DatabaseImage fresh) {
        writeLater(fresh, true);
    }

    private void writeLater(DatabaseImage fresh, boolean replaces) {
        image = fresh;
        int number = ++images;
        long zxid = fresh.zxid();
        machine.after(
                (1 + machine.random().nextInt(20)) * Schedule.MILLI,
                () -> {
                    if (number != images) {
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
    public void send(long link, DatabaseImage fresh) {
        long zxid = fresh.zxid();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (fresh) {
            writer.write(fresh, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.transfer(link, new Image(zxid, out.toByteArray()));
    }

    @Override
    public void exclusively(Runnable action) {
        action.run();
    }

    @Override
    public void serving(Access access) {
        boolean serves = access != Access.NONE;
        machine.trace.add(machine.id, "serves", serves ? "clients" : "nobody");
        clients.serving(serves);
    }

    @Override
    public void activated(QuorumConfig config) {}
}
