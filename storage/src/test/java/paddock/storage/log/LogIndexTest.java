package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Txns;
import paddock.wire.ensemble.EncodedTxn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

final class LogIndexTest {
    private static final LogSettings SETTINGS = new LogSettings(false, 0, 0, 1 << 20);
    private static final int TXNS = 5_000;
    private static final int DATA_BYTES = 1_000;

    @TempDir private Path folder;

    @Test
    void aTailBeginsNearTheTransactionAskedFor() throws IOException {
        LogIndex index = write(folder);
        spoilFirstRecord();

        long size = Files.size(folder.resolve("log.1"));
        try (LogTail tail = open(4_000, index)) {
            assertThat(tail.bytes())
                    .isBetween(1_000L * DATA_BYTES, 2_000L * DATA_BYTES + (1 << 20));
            assertThat(tail.bytes()).isLessThan(size / 2);
            for (long zxid = 4_000; zxid <= TXNS; zxid++) {
                EncodedTxn txn = tail.next();
                assertThat(txn).isNotNull();
                assertThat(txn.zxid()).isEqualTo(zxid);
            }
            assertThat(tail.next()).isNull();
            assertThat(tail.problem()).isNull();
        }
        // Without the index the damage is in the way.
        try (LogTail tail = open(4_000, new LogIndex())) {
            assertThat(tail.bytes()).isEqualTo(size);
            assertThat(tail.next()).isNull();
            assertThat(tail.problem()).contains("CRC check failed");
        }
    }

    @Test
    void preallocatedBytesAreNoneToRead() throws IOException {
        LogSettings preallocating = new LogSettings(false, 64 << 20, 0, 1 << 20);
        try (TxnLog log = new TxnLog(folder, preallocating, LogListener.NONE)) {
            append(log, 1, 10);
            log.force();

            assertThat(Files.size(folder.resolve("log.1"))).isGreaterThan(64 << 20);
            try (LogTail tail = open(1, log.index())) {
                assertThat(tail.bytes()).isEqualTo(log.fileBytes());
            }
        }
    }

    @Test
    void whatWasCutOffTheLogIsForgotten() {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE)) {
            append(log, 1, TXNS);
            log.roll();
            log.continueAfter(2_000);

            LogIndex.Place last = log.index().before(TXNS, folder.resolve("log.1"));

            assertThat(last).isNotNull();
            assertThat(last.zxid()).isBetween(1_000L, 2_000L);
        }
    }

    @Test
    void aPlaceInAnotherFileDoesNotCount() {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE)) {
            append(log, 1, 3_000);
            log.roll();
            append(log, 3_001, 3_100);

            assertThat(log.index().before(3_050, folder.resolve("log.bb9"))).isNull();
            assertThat(log.index().before(3_000, folder.resolve("log.1"))).isNotNull();
            assertThat(log.index().before(10, folder.resolve("log.1"))).isNull();
        }
    }

    private static LogIndex write(Path folder) {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE)) {
            append(log, 1, TXNS);
            log.force();
            return log.index();
        }
    }

    private static void append(TxnLog log, long from, long to) {
        for (long zxid = from; zxid <= to; zxid++) {
            TxnLogTest.append(log, Txns.setData(zxid, DATA_BYTES));
        }
    }

    private void spoilFirstRecord() throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve("log.1"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 100);
        }
    }

    private LogTail open(long from, LogIndex index) {
        @Nullable LogTail tail = LogTail.open(folder, folder, from, TXNS, 1 << 20, index);
        if (tail == null) {
            throw new AssertionError("the log does not reach back to " + from);
        }
        return tail;
    }
}
