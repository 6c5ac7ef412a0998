package paddock.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.storage.StorageException;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.retention.Retention;
import paddock.storage.snapshot.SnapshotFiles;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.util.random.RandomGenerator;

/// The real storage code over a disk that fails at any moment.
class StorageOnSimDiskProperties {
    /// The process ends here.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// One server's life on one disk, over many crashes.
    private static final class Life {
        private final RandomGenerator random;
        private final PowerLoss loss;
        private final SimDisk disk;
        private final SnapshotWriter writer = new SnapshotWriter(SnapshotSettings.DEFAULT);
        private final LogSettings logSettings;
        private final boolean failingForces;
        private boolean failing;
        private long acknowledged;
        private long begun;

        Life(RandomGenerator random, PowerLoss loss, boolean failingForces) {
            this.random = random;
            this.failingForces = failingForces;
            this.loss = loss;
            this.disk = new SimDisk(random);
            this.logSettings =
                    new LogSettings(
                            true,
                            random.nextBoolean() ? 64 << 10 : 0,
                            random.nextBoolean() ? 2_000 : 0,
                            4096);
        }

        void live(int lives) {
            for (int i = 0; i < lives; i++) {
                int[] left = {random.nextInt(60)};
                disk.watch(
                        (what, path) -> {
                            if (left[0]-- == 0) {
                                throw new Crash();
                            }
                        });
                try {
                    once();
                } catch (Crash crash) {
                    // The disk decides what is left.
                } catch (StorageException e) {
                    if (!failing) {
                        throw e;
                    }
                }
                disk.watch((what, path) -> {});
                disk.heal();
                failing = false;
                if (random.nextInt(3) == 0) {
                    disk.endProcess();
                } else {
                    disk.losePower(loss);
                }
            }
            recovered();
        }

        private void once() {
            ReplayedDatabase restored = recovered();
            DataFolder folder = folder();
            long zxid = restored.database().lastZxid();
            // What is recovered counts as durable: a server votes for it.
            acknowledged = Math.max(acknowledged, zxid);
            TxnLog log = new TxnLog(folder.logs(), logSettings, LogListener.NONE);
            for (int i = random.nextInt(30); i > 0; i--) {
                if (failingForces && random.nextInt(20) == 0) {
                    failing = true;
                    disk.failForces(true);
                }
                zxid++;
                LoggedTxn txn = txn(zxid);
                restored.database().apply(txn, paddock.core.database.ChangeListener.NONE);
                JuteWriter out = new JuteWriter();
                txn.write(out);
                begun = Math.max(begun, zxid);
                log.append(zxid, out.array(), 0, out.size());
                if (random.nextInt(4) == 0) {
                    log.force();
                    acknowledged = Math.max(acknowledged, zxid);
                }
                if (random.nextInt(20) == 0) {
                    log.force();
                    acknowledged = Math.max(acknowledged, zxid);
                    writer.write(restored.freeze(), folder.snapshots(), true);
                    Retention.purge(folder.logs(), folder.snapshots(), 3);
                    log.roll();
                }
            }
        }

        private DataFolder folder() {
            DataFolder folder =
                    DataFolder.open(disk.root().resolve("data"), disk.root().resolve("data"), true);
            return folder;
        }

        private ReplayedDatabase recovered() {
            ReplayedDatabase restored = new ReplayedDatabase();
            try (DataFolder folder = folder()) {
                SnapshotFiles.deleteUnfinished(folder.snapshots());
                new Recovery(folder, RecoverySettings.DEFAULT, writer).run(restored);
            }
            assertThat(restored.database().lastZxid())
                    .as("last zxid recovered")
                    .isBetween(acknowledged, begun);
            assertThat(restored.database().digestMismatches()).isZero();
            return restored;
        }

        private LoggedTxn txn(long zxid) {
            byte[] data = new byte[random.nextInt(random.nextInt(10) == 0 ? 3_000 : 50)];
            random.nextBytes(data);
            Txn txn =
                    zxid == 1
                            ? new Txn.Create(OpCode.CREATE, "/a", data, Acl.OPEN, false, 1)
                            : new Txn.SetData(OpCode.SET_DATA, "/a", data, (int) zxid - 1);
            return new LoggedTxn(new TxnHeader(7, 1, zxid, 1000, txn.type()), txn, null);
        }
    }

    @Test
    void whatWasForcedIsRecoveredAfterAnyCrashOfAnOrderlyDisk() {
        Seeds.forEach(600, random -> new Life(random, PowerLoss.ORDERLY, false).live(6));
    }

    /// A force that fails leaves the system with bytes it takes for written; the process that meets
    /// it may end before it has taken them out again.
    @Test
    void whereForcesFailRecoveryRefusesAtWorst() {
        assertThat(refusals(1_000, PowerLoss.ORDERLY, true, 8)).isLessThan(250);
    }

    @Test
    void aDisorderlyDiskMakesRecoveryRefuseAtWorst() {
        assertThat(refusals(300, PowerLoss.WILD, false, 3)).isLessThan(75);
    }

    /// How many lives ended because recovery found damage.
    private static int refusals(int count, PowerLoss loss, boolean failingForces, int lives) {
        int[] refusals = {0};
        Seeds.forEach(
                count,
                random -> {
                    try {
                        new Life(random, loss, failingForces).live(lives);
                    } catch (StorageException refusal) {
                        refusals[0]++;
                    }
                });
        return refusals[0];
    }
}
