package paddock.storage.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.FakeRestored;
import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.Txns;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.CorruptLogException;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.recovery.RecoveryReport.DigestVerdict;
import paddock.storage.recovery.RecoveryReport.Origin;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

final class RecoveryTest {
    private static final SnapshotWriter WRITER = new SnapshotWriter(SnapshotSettings.DEFAULT);

    @TempDir private Path dir;
    private DataFolder folder;
    private final FakeRestored restored = new FakeRestored();

    @BeforeEach
    void open() {
        folder = DataFolder.open(dir, dir.resolve("logs"), true);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void anEmptyFolderBecomesAnEmptyDatabaseWithItsFirstSnapshot() {
        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        Path first = folder.snapshots().resolve("snapshot.0");
        assertThat(report.origin()).isEqualTo(new Origin.CreatedEmpty(first));
        assertThat(report.lastZxid()).isZero();
        assertThat(first).exists();
        assertThat(restored.startedEmpty()).isTrue();
    }

    @Test
    void withoutAutocreateAnEmptyFolderProvesNothing() {
        RecoveryReport report = recover(new RecoverySettings(false, false, true, 1 << 20, true));

        assertThat(report.origin()).isEqualTo(new Origin.Unknown());
        assertThat(report.lastZxid()).isEqualTo(-1);
        assertThat(folder.snapshots()).isEmptyDirectory();
    }

    @Test
    void theInitializeMarkerVouchesForAnEmptyFolderOnce() throws IOException {
        Files.createFile(folder.initializeMarker());

        RecoveryReport report = recover(new RecoverySettings(false, false, true, 1 << 20, true));

        assertThat(report.origin()).isInstanceOf(Origin.CreatedEmpty.class);
        assertThat(folder.initializeMarker()).doesNotExist();
    }

    @Test
    void replaysWhatFollowsTheSnapshot() {
        snapshot(3, 0);
        log(1, 8);

        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        assertThat(restored.snapshotZxid()).isEqualTo(3);
        assertThat(restored.zxids()).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(report.lastZxid()).isEqualTo(8);
        assertThat(report.replayed()).isEqualTo(5);
        assertThat(report.snapshot()).isEqualTo(folder.snapshots().resolve("snapshot.3"));
    }

    @Test
    void aSnapshotNewerThanTheLogIsEnough() {
        snapshot(9, 0);
        log(1, 8);

        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        assertThat(report.lastZxid()).isEqualTo(9);
        assertThat(restored.zxids()).isEmpty();
    }

    @Test
    void anUnsoundSnapshotIsPassedOverAndNamed() throws IOException {
        snapshot(3, 0);
        snapshot(6, 0);
        Path newest = folder.snapshots().resolve("snapshot.6");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[40] ^= 1;
        Files.write(newest, bytes);
        log(1, 8);

        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        assertThat(restored.snapshotZxid()).isEqualTo(3);
        assertThat(report.rejected()).singleElement().asString().contains(newest.toString());
        assertThat(report.lastZxid()).isEqualTo(8);
    }

    @Test
    void ifNoSnapshotIsSoundNothingStarts() throws IOException {
        snapshot(6, 0);
        Path only = folder.snapshots().resolve("snapshot.6");
        byte[] bytes = Files.readAllBytes(only);
        bytes[40] ^= 1;
        Files.write(only, bytes);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessageStartingWith("Not able to find valid snapshots in " + folder.snapshots())
                .hasMessageContaining(only.toString());
    }

    @Test
    void theOnlySnapshotCutShortIsNoEmptyFolder() throws IOException {
        snapshot(6, 0);
        Path only = folder.snapshots().resolve("snapshot.6");
        Files.write(only, Arrays.copyOf(Files.readAllBytes(only), 40));

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessageStartingWith("Not able to find valid snapshots in " + folder.snapshots())
                .hasMessageContaining(only.toString());
        assertThat(folder.snapshots().resolve("snapshot.0")).doesNotExist();
    }

    @Test
    void anOlderSnapshotIsNotEnoughWhereTheLogDoesNotLeadToTheDamagedOne() throws IOException {
        snapshot(3, 0);
        snapshot(9, 0);
        Path newest = folder.snapshots().resolve("snapshot.9");
        Files.write(newest, new byte[(int) Files.size(newest)]);
        log(1, 8);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessageContaining("zxid 0x9, which a damaged snapshot held")
                .hasMessageContaining(newest.toString());
    }

    @Test
    void aLaterEpochInTheLogDoesNotHideWhatADamagedSnapshotHeld() throws IOException {
        snapshot(3, 0);
        snapshot(0x100000009L, 0);
        Path newest = folder.snapshots().resolve("snapshot.100000009");
        Files.write(newest, new byte[(int) Files.size(newest)]);
        log(0x200000001L, 0x200000004L);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessageContaining("zxid 0x100000009, which a damaged snapshot held");
    }

    @Test
    void aGapBehindAnOlderSnapshotNamesTheDamagedOne() throws IOException {
        snapshot(3, 0);
        snapshot(6, 0);
        Path newest = folder.snapshots().resolve("snapshot.6");
        Files.write(newest, new byte[(int) Files.size(newest)]);
        log(7, 8);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessageContaining("transactions in between are missing")
                .hasMessageContaining(newest.toString());
    }

    @Test
    void logsWithoutASnapshotAreRefusedUnlessTrusted() {
        log(5, 8);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(RecoveryFailedException.class)
                .hasMessage("No snapshot found, but there are log entries. Something is broken!");

        RecoveryReport report = recover(new RecoverySettings(true, true, true, 1 << 20, true));
        assertThat(report.origin()).isEqualTo(new Origin.FromLogAlone());
        assertThat(restored.zxids()).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void aMissingLogBehindTheSnapshotIsRefused() {
        snapshot(3, 0);
        log(6, 8);

        assertThatThrownBy(() -> recover(RecoverySettings.DEFAULT))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("zxid 0x6 follows 0x3");
    }

    @Test
    void theReportSaysWhereATornTailWasCut() throws IOException {
        snapshot(0, 0);
        log(1, 3);
        Path file = folder.logs().resolve("log.1");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        assertThat(report.lastZxid()).isEqualTo(2);
        assertThat(report.torn())
                .singleElement()
                .satisfies(
                        torn -> {
                            assertThat(torn.file()).isEqualTo(file);
                            assertThat(torn.offset()).isBetween(17L, (long) bytes.length);
                        });
    }

    @Test
    void anEmptyLastLogIsRemovedBeforeAnotherFollowsIt() throws IOException {
        snapshot(0, 0);
        log(1, 3);
        Path empty = Files.createFile(folder.logs().resolve("log.4"));

        RecoveryReport report = recover(RecoverySettings.DEFAULT);

        assertThat(report.lastZxid()).isEqualTo(3);
        assertThat(report.torn()).hasSize(1);
        assertThat(empty).doesNotExist();
    }

    @Test
    void digestsAreComparedFromTheZxidTheSnapshotSpeaksOf() {
        snapshot(3, 0x33);
        try (TxnLog log = newLog()) {
            append(log, Txns.of(4, setData()), 0x44);
            append(log, Txns.of(5, setData()), 0x55);
        }
        FakeRestored wrong =
                new FakeRestored() {
                    @Override
                    public long treeDigest() {
                        return super.treeDigest() == 0x55 ? 0x56 : super.treeDigest();
                    }
                };

        assertThat(recover(RecoverySettings.DEFAULT).digest())
                .isEqualTo(new DigestVerdict.Differs(3, 0x33, 0));
        restored.pretendDigest(0x33);
        wrong.pretendDigest(0x33);
        assertThat(recover(RecoverySettings.DEFAULT).digest())
                .isEqualTo(new DigestVerdict.Agreed(3));
        assertThat(new Recovery(folder, RecoverySettings.DEFAULT, WRITER).run(wrong).digest())
                .isEqualTo(new DigestVerdict.Differs(5, 0x55, 0x56));
        assertThat(recover(new RecoverySettings(false, true, false, 1 << 20, true)).digest())
                .isEqualTo(new DigestVerdict.NotCompared());
    }

    private RecoveryReport recover(RecoverySettings settings) {
        return new Recovery(folder, settings, WRITER).run(restored);
    }

    private void snapshot(long zxid, long digest) {
        Nodes nodes = new Nodes().add("", new byte[0]).add("/a", new byte[9]);
        WRITER.write(nodes.image(zxid, digest), folder.snapshots(), false);
    }

    private TxnLog newLog() {
        return new TxnLog(folder.logs(), new LogSettings(true, 0, 0, 4096), LogListener.NONE);
    }

    private void log(long from, long to) {
        try (TxnLog log = newLog()) {
            for (long zxid = from; zxid <= to; zxid++) {
                append(log, Txns.setData(zxid, 5), 0);
            }
        }
    }

    private static Txn setData() {
        return new Txn.SetData(OpCode.SET_DATA, "/a", new byte[3], 1);
    }

    private static void append(TxnLog log, LoggedTxn txn, long digest) {
        byte[] bytes =
                Txns.bytes(
                        digest == 0
                                ? txn
                                : new LoggedTxn(txn.header(), txn.txn(), new TxnDigest(2, digest)));
        log.append(txn.header().zxid(), bytes, 0, bytes.length);
    }
}
