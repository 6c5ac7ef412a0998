package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.simulator.schedule.Timer;
import paddock.storage.epoch.EpochFiles;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogFileReader;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.recovery.Truncation;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Zxid;
import paddock.zab.port.Store;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// The real files of a server, written in virtual time by a journal that forces in groups.
class SimStore implements Store {
    private final Machine machine;
    private final Checks checks;
    private final DataFolder folder;
    private final EpochFiles epochs;
    private final SimMembershipFiles memberships;
    private final LogSettings settings;
    private final LongConsumer onDurable;
    private final long forceMicros;
    private final ArrayDeque<EncodedTxn> queue = new ArrayDeque<>();
    private final List<EncodedTxn> batch = new ArrayList<>();
    private TxnLog log;
    private @Nullable Timer forcing;
    private int forces;
    private long replacedUpTo;
    private long lastLogged;
    private long durable;

    /// @param lastZxid what was recovered, all of it durable
    SimStore(
            Machine machine,
            Checks checks,
            DataFolder folder,
            EpochFiles epochs,
            SimMembershipFiles memberships,
            LogSettings settings,
            long forceMicros,
            long lastZxid,
            LongConsumer onDurable) {
        this.machine = machine;
        this.checks = checks;
        this.folder = folder;
        this.epochs = epochs;
        this.memberships = memberships;
        this.settings = settings;
        this.forceMicros = forceMicros;
        this.onDurable = onDurable;
        log = new TxnLog(folder.logs(), settings, LogListener.NONE);
        lastLogged = lastZxid;
        durable = lastZxid;
    }

    long durableZxid() {
        return durable;
    }

    @Override
    public long acceptedEpoch() {
        return epochs.acceptedEpoch();
    }

    @Override
    public long currentEpoch() {
        return epochs.currentEpoch();
    }

    @Override
    public void acceptEpoch(long epoch) {
        machine.effect("accept epoch " + epoch);
        machine.trace.add(machine.id, "accept", "epoch " + epoch);
        epochs.accept(epoch);
        checks.promises.accepted(machine.id, epoch);
    }

    @Override
    public void enterEpoch(long epoch) {
        machine.effect("enter epoch " + epoch);
        machine.trace.add(machine.id, "enter", "epoch " + epoch);
        epochs.enter(epoch);
    }

    @Override
    public void append(EncodedTxn txn) {
        machine.effect("append");
        machine.trace.add(machine.id, "log", Zxid.text(txn.zxid()));
        checks.lineage.logged(machine.id, lastLogged, txn.zxid(), txn.bytes());
        lastLogged = txn.zxid();
        queue.add(txn);
        beginForce();
    }

    private void beginForce() {
        // A timer that has gone off may still wait for a paused process.
        if (forcing != null || queue.isEmpty()) {
            return;
        }
        batch.addAll(queue);
        queue.clear();
        for (EncodedTxn txn : batch) {
            log.append(txn.zxid(), txn.bytes(), 0, txn.bytes().length);
        }
        long micros = forceMicros + machine.random().nextInt((int) forceMicros + 1);
        micros *= machine.diskFactor();
        int number = ++forces;
        forcing = machine.after(micros, () -> force(number));
    }

    private void force(int number) {
        if (number != forces || batch.isEmpty()) {
            return;
        }
        forcing = null;
        log.force();
        machine.effect("durable");
        durable = batch.getLast().zxid();
        checks.durable.durable(machine.id, durable);
        batch.clear();
        beginForce();
        onDurable.accept(durable);
    }

    private void settle() {
        forces++;
        forcing = null;
        for (EncodedTxn txn : queue) {
            log.append(txn.zxid(), txn.bytes(), 0, txn.bytes().length);
        }
        batch.addAll(queue);
        queue.clear();
        log.close();
        log = new TxnLog(folder.logs(), settings, LogListener.NONE);
        if (!batch.isEmpty()) {
            durable = batch.getLast().zxid();
            checks.durable.durable(machine.id, durable);
            batch.clear();
        }
    }

    @Override
    public boolean truncate(long zxid) {
        machine.effect("truncate");
        machine.trace.add(machine.id, "truncate", "after " + Zxid.text(zxid));
        settle();
        // What may be lost from here on is no longer promised, and what is kept always was.
        if (checks.lineage.knows(zxid)) {
            checks.durable.durable(machine.id, zxid);
        }
        if (!Truncation.after(folder, zxid)) {
            return false;
        }
        log.continueAfter(zxid);
        lastLogged = zxid;
        durable = zxid;
        return true;
    }

    @Override
    public void discardLog() {
        machine.effect("discard log");
        machine.trace.add(machine.id, "discard", "the log");
        settle();
        Truncation.everythingBefore(folder, replacedUpTo);
    }

    /// A snapshot from elsewhere is about to take the place of everything up to it.
    void makeWay(long zxid) {
        settle();
        // From here on it may be the one history or the other.
        long kept = checks.lineage.common(checks.durable.durable(machine.id), zxid);
        checks.durable.durable(machine.id, kept);
        Truncation.everythingAfter(folder, zxid);
    }

    /// It has.
    void replaced(long zxid) {
        replacedUpTo = zxid;
        lastLogged = zxid;
        durable = zxid;
        log.continueAfter(zxid);
        checks.durable.durable(machine.id, zxid);
    }

    /// Leaves the file for a new one, as a snapshot begins.
    void roll() {
        settle();
        if (durable > 0) {
            onDurable.accept(durable);
        }
    }

    @Override
    public @Nullable LogTail tail(long from) {
        var tail =
                paddock.storage.log.LogTail.open(
                        folder.logs(),
                        folder.snapshots(),
                        from,
                        durable,
                        LogFileReader.DEFAULT_MAX_TXN_BYTES,
                        log.index());
        if (tail == null) {
            return null;
        }
        return new LogTail() {
            @Override
            public long bytes() {
                return tail.bytes();
            }

            @Override
            public @Nullable EncodedTxn next() {
                return tail.next();
            }

            @Override
            public void close() {
                tail.close();
            }
        };
    }

    @Override
    public long snapshotBytes() {
        List<StoreFile> snapshots = StoreFile.snapshots(folder.snapshots());
        try {
            return snapshots.isEmpty() ? 0 : Files.size(snapshots.getFirst().path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void lastSeen(QuorumConfig config) {
        machine.effect("remember a membership");
        machine.trace.add(machine.id, "member", "next " + describe(config));
        memberships.proposed(config);
    }

    @Override
    public void committed(QuorumConfig config) {
        machine.effect("enter a membership");
        machine.trace.add(machine.id, "member", "entered " + describe(config));
        memberships.inForce(config);
    }

    private static String describe(QuorumConfig config) {
        return "%s: %s of %s"
                .formatted(Zxid.text(config.version()), config.voters(), config.members().keySet());
    }
}
