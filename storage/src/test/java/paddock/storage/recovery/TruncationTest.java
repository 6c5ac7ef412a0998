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
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.nio.file.Path;
import java.util.List;

/// What a leader's TRUNC and SNAP leave on disk, and what recovery makes of it.
final class TruncationTest {
    private static final SnapshotWriter WRITER = new SnapshotWriter(SnapshotSettings.DEFAULT);

    @TempDir private Path dir;
    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.open(dir, dir.resolve("logs"), true);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void cutsTheLogAndRemovesNewerSnapshots() {
        snapshot(0);
        log(1, 5);
        snapshot(5);
        log(6, 9);
        snapshot(8);

        assertThat(Truncation.after(folder, 7)).isTrue();

        assertThat(snapshots()).containsExactly(5L, 0L);
        assertRecovers(7, 5, 6L, 7L);
    }

    @Test
    void cutsBackToASnapshotBehindWhichTheLogBegins() {
        snapshot(0x200000007L);
        log(0x300000001L, 0x300000004L);

        assertThat(Truncation.after(folder, 0x200000007L)).isTrue();

        assertRecovers(0x200000007L, 0x200000007L);
        assertThat(StoreFile.logs(folder.logs())).isEmpty();
    }

    @Test
    void cutsBackToTheBeginningOfAnEpoch() {
        snapshot(0);
        log(1, 5);
        log(0x100000001L, 0x100000003L);

        assertThat(Truncation.after(folder, 0x100000000L)).isTrue();

        assertRecovers(5, 0, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void changesNothingWhereTheFilesDoNotLeadThere() {
        snapshot(3);
        log(2, 9);
        snapshot(9);

        for (long zxid : new long[] {2, 10, 0x100000000L}) {
            assertThat(Truncation.after(folder, zxid)).isFalse();
        }

        assertThat(snapshots()).containsExactly(9L, 3L);
        assertRecovers(9, 9);
    }

    @Test
    void aSecondAttemptCompletesWhatACrashInterrupted() {
        snapshot(0);
        log(1, 9);
        assertThat(Truncation.after(folder, 5)).isTrue();

        assertThat(Truncation.after(folder, 5)).isTrue();

        assertRecovers(5, 0, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aSnapshotFromALeaderReplacesHistory() {
        snapshot(0);
        log(1, 5);
        log(0x100000001L, 0x100000009L);
        snapshot(0x100000008L);

        Truncation.everythingAfter(folder, 0x100000006L);
        snapshot(0x100000006L);
        log(0x100000007L, 0x100000008L);
        Truncation.everythingBefore(folder, 0x100000006L);

        assertThat(snapshots()).containsExactly(0x100000006L);
        assertThat(StoreFile.logs(folder.logs()))
                .extracting(StoreFile::zxid)
                .containsExactly(0x100000007L);
        assertRecovers(0x100000008L, 0x100000006L, 0x100000007L, 0x100000008L);
    }

    @Test
    void withoutTheSnapshotFromTheLeaderNothingIsRemoved() {
        snapshot(3);
        log(1, 5);

        assertThatThrownBy(() -> Truncation.everythingBefore(folder, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no snapshot of zxid 0x4");

        assertRecovers(5, 3, 4L, 5L);
    }

    @Test
    void olderLogsMayEndBeforeTheSnapshot() {
        snapshot(0);
        log(1, 5);
        snapshot(0x100000007L);
        log(0x100000008L, 0x100000009L);
        assertRecovers(0x100000009L, 0x100000007L, 0x100000008L, 0x100000009L);

        log(0x200000001L, 0x200000001L);
        assertRecovers(0x200000001L, 0x100000007L, 0x100000008L, 0x100000009L, 0x200000001L);
    }

    @Test
    void olderLogsMayEndBeforeASnapshotWithWhichAnEpochBegins() {
        snapshot(0);
        log(1, 5);
        snapshot(0x300000000L);
        assertRecovers(0x300000000L, 0x300000000L);

        log(0x300000001L, 0x300000002L);
        assertRecovers(0x300000002L, 0x300000000L, 0x300000001L, 0x300000002L);
    }

    private void assertRecovers(long lastZxid, long snapshot, Long... replayed) {
        FakeRestored restored = new FakeRestored();
        RecoveryReport report =
                new Recovery(folder, RecoverySettings.DEFAULT, WRITER).run(restored);

        assertThat(report.lastZxid()).isEqualTo(lastZxid);
        assertThat(restored.snapshotZxid()).isEqualTo(snapshot);
        assertThat(restored.zxids()).containsExactly(replayed);
    }

    private List<Long> snapshots() {
        return StoreFile.snapshots(folder.snapshots()).stream().map(StoreFile::zxid).toList();
    }

    private void snapshot(long zxid) {
        WRITER.write(new Nodes().add("", new byte[0]).image(zxid, 0), folder.snapshots(), true);
    }

    private void log(long from, long to) {
        LogSettings settings = new LogSettings(true, 64 << 10, 0, 4096);
        try (TxnLog log = new TxnLog(folder.logs(), settings, LogListener.NONE)) {
            for (long zxid = from; zxid <= to; zxid++) {
                byte[] bytes = Txns.bytes(Txns.setData(zxid, 5));
                log.append(zxid, bytes, 0, bytes.length);
            }
        }
    }
}
