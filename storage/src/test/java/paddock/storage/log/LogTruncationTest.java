package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Txns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class LogTruncationTest {
    @TempDir private Path folder;

    @Test
    void cutsRightAfterTheTransactionAndDropsLaterFiles() throws IOException {
        write(1, 5);
        write(6, 9);
        write(10, 12);
        long record = 13L + Txns.bytes(Txns.setData(6, 5)).length;

        LogTruncation.after(folder, 7);

        assertThat(zxids()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(Files.size(folder.resolve("log.6"))).isEqualTo(16 + 2 * record);
        assertThat(folder.resolve("log.a")).doesNotExist();
    }

    @Test
    void theLastTransactionOfAFileKeepsThatFile() {
        write(1, 5);
        write(6, 9);

        LogTruncation.after(folder, 5);

        assertThat(zxids()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(folder.resolve("log.6")).doesNotExist();
    }

    @Test
    void whereASnapshotHoldsItTheLogMayEndUpEmpty() {
        write(6, 9);

        LogTruncation.after(folder, 5);

        assertThat(zxids()).isEmpty();
    }

    @Test
    void aTransactionThatIsNotThereChangesNothing() {
        write(6, 9);

        for (long missing : new long[] {3, 10, 0x100000001L}) {
            assertThatThrownBy(() -> LogTruncation.after(folder, missing))
                    .isInstanceOf(TruncationFailedException.class)
                    .hasMessageContaining("after zxid 0x" + Long.toHexString(missing));
        }
        assertThat(zxids()).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void everythingAfterGoesWhereverThatIs() {
        write(1, 5);
        write(8, 9);

        LogTruncation.everythingAfter(folder, 6);
        assertThat(zxids()).containsExactly(1L, 2L, 3L, 4L, 5L);

        LogTruncation.everythingAfter(folder, 3);
        assertThat(zxids()).containsExactly(1L, 2L, 3L);

        LogTruncation.everythingAfter(folder, 0);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void filesThatBeganBeforeASnapshotGo() {
        write(1, 5);
        write(8, 9);
        write(10, 12);

        LogTruncation.filesUpTo(folder, 9);

        assertThat(zxids()).containsExactly(10L, 11L, 12L);
    }

    @Test
    void theLogGoesOnInANewFileAfterTheCut() {
        LogSettings settings = new LogSettings(true, 64 << 10, 0, 4096);
        try (TxnLog log = new TxnLog(folder, settings, LogListener.NONE)) {
            for (long zxid = 1; zxid <= 5; zxid++) {
                TxnLogTest.append(log, Txns.setData(zxid, 5));
            }
            log.roll();
            LogTruncation.after(folder, 3);
            log.continueAfter(3);
            TxnLogTest.append(log, Txns.setData(4, 5));
            assertThat(log.lastAppendedZxid()).isEqualTo(4);
        }

        assertThat(folder.resolve("log.4")).exists();
        assertThat(zxids()).containsExactly(1L, 2L, 3L, 4L);
    }

    private void write(long from, long to) {
        LogSettings settings = new LogSettings(true, 64 << 10, 0, 4096);
        try (TxnLog log = new TxnLog(folder, settings, LogListener.NONE)) {
            for (long zxid = from; zxid <= to; zxid++) {
                TxnLogTest.append(log, Txns.setData(zxid, 5));
            }
        }
    }

    private List<Long> zxids() {
        try (LogReader reader = new LogReader(folder, 0)) {
            return TxnLogTest.zxids(reader);
        }
    }
}
