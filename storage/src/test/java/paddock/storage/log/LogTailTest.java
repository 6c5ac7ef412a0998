package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Txns;
import paddock.wire.ensemble.EncodedTxn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

final class LogTailTest {
    private static final LogSettings SETTINGS = new LogSettings(true, 64 << 10, 0, 4096);
    private static final LogIndex NOWHERE = new LogIndex();

    @TempDir private Path folder;

    @Test
    void readsFromTheTransactionAskedForOverTheBordersOfFiles() {
        write(1, 5);
        write(6, 9);

        assertThat(zxids(3, 9)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(zxids(6, 9)).containsExactly(6L, 7L, 8L, 9L);
        assertThat(zxids(10, 9)).isEmpty();
    }

    @Test
    void theBytesOfATransactionAreThoseInTheLog() {
        write(1, 1);

        try (LogTail tail = open(1, 1)) {
            EncodedTxn txn = tail.next();
            assertThat(txn).isNotNull();
            assertThat(txn.bytes()).isEqualTo(Txns.bytes(Txns.setData(1, 5)));
            assertThat(txn.zxid()).isEqualTo(1);
        }
    }

    @Test
    void aTransactionThatMayNotBeDurableIsTheEnd() {
        write(1, 9);

        assertThat(zxids(1, 6)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aLogThatBeginsLaterDoesNotReachBack() {
        write(6, 9);

        assertThat(LogTail.open(folder, folder, 5, 9, 1 << 20, NOWHERE)).isNull();
        assertThat(LogTail.open(folder.resolve("nowhere"), folder, 5, 9, 1 << 20, NOWHERE))
                .isNull();
    }

    @Test
    void countsTheBytesOfTheFilesItWouldReadAndTheirPadding() throws IOException {
        write(1, 5);
        write(6, 9);
        write(10, 12);

        try (LogTail tail = open(7, 12)) {
            assertThat(tail.bytes())
                    .isEqualTo(
                            Files.size(folder.resolve("log.6"))
                                    + Files.size(folder.resolve("log.a")))
                    .isGreaterThan(2 * (64 << 10));
        }
    }

    @Test
    void goesOnIntoTheNextEpoch() {
        write(0x100000001L, 0x100000002L);
        write(0x200000001L, 0x200000002L);

        assertThat(zxids(0x100000002L, 0x200000002L))
                .containsExactly(0x100000002L, 0x200000001L, 0x200000002L);
    }

    @Test
    void endsBeforeAGapInAnEpoch() {
        write(1, 5);
        write(8, 9);

        assertEndsAfter(5, 3, 9, "0x8 follows 0x5");
    }

    @Test
    void endsWhereTheFirstTransactionOfAnEpochIsMissing() {
        write(0x100000001L, 0x100000002L);
        write(0x200000002L, 0x200000003L);

        assertEndsAfter(
                0x100000002L, 0x100000001L, 0x200000003L, "gap between 0x100000002 and 0x2");
    }

    @Test
    void endsWhereASnapshotShowsThatTransactionsBetweenEpochsAreMissing() throws IOException {
        write(0x100000001L, 0x100000002L);
        Files.createFile(folder.resolve("snapshot.200000000"));
        write(0x200000001L, 0x200000003L);

        assertEndsAfter(
                0x100000002L, 0x100000001L, 0x200000003L, "gap between 0x100000002 and 0x2");
    }

    @Test
    void aSnapshotOfATransactionThatIsThereShowsNoGap() throws IOException {
        write(0x100000001L, 0x100000002L);
        Files.createFile(folder.resolve("snapshot.100000002"));
        write(0x200000001L, 0x200000001L);
        Files.createFile(folder.resolve("snapshot.200000001"));

        assertThat(zxids(0x100000002L, 0x200000001L)).containsExactly(0x100000002L, 0x200000001L);
    }

    @Test
    void endsBeforeDamageAndTellsWhereItIs() throws IOException {
        write(1, 5);
        Path file = folder.resolve("log.1");
        byte[] bytes = Files.readAllBytes(file);
        int record = 13 + Txns.bytes(Txns.setData(1, 5)).length;
        bytes[16 + 2 * record + 20] ^= 1;
        Files.write(file, bytes);

        assertEndsAfter(2, 1, 5, "CRC check failed");
    }

    @Test
    void endsWhereAFileWasPurged() throws IOException {
        write(1, 5);
        write(6, 9);

        try (LogTail tail = open(1, 9)) {
            Files.delete(folder.resolve("log.6"));
            List<Long> zxids = drain(tail);

            assertThat(zxids).hasSize(5);
            assertThat(tail.problem()).contains("log.6");
        }
    }

    @Test
    void keepsUpWithAWriterThatIsAtWork() throws Exception {
        AtomicLong durable = new AtomicLong();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    LogSettings small = new LogSettings(true, 4096, 90_000, 4096);
                                    try (TxnLog log = new TxnLog(folder, small, LogListener.NONE)) {
                                        for (long zxid = 1; zxid <= 1_500; zxid++) {
                                            TxnLogTest.append(
                                                    log, Txns.setData(zxid, (int) zxid % 700));
                                            if (zxid % 15 == 0) {
                                                log.force();
                                                durable.set(zxid);
                                            }
                                        }
                                    }
                                });
        long read = 0;
        while (read < 1_500) {
            boolean over = !writer.isAlive();
            long upTo = durable.get();
            assertThat(over && upTo < 1_500).as("the writer has ended early").isFalse();
            if (upTo == 0) {
                Thread.onSpinWait();
                continue;
            }
            long from = Math.max(1, upTo - 400);
            List<Long> zxids = zxids(from, upTo);

            assertThat(zxids).hasSize((int) (upTo - from + 1)).endsWith(upTo);
            read = upTo;
        }
        writer.join();
    }

    private void assertEndsAfter(long last, long from, long durable, String problem) {
        try (LogTail tail = open(from, durable)) {
            assertThat(drain(tail)).endsWith(last);
            assertThat(tail.next()).isNull();
            assertThat(tail.problem()).contains(problem);
        }
    }

    private List<Long> zxids(long from, long durable) {
        try (LogTail tail = open(from, durable)) {
            List<Long> zxids = drain(tail);
            assertThat(tail.problem()).isNull();
            return zxids;
        }
    }

    private static List<Long> drain(LogTail tail) {
        List<Long> zxids = new ArrayList<>();
        for (EncodedTxn txn = tail.next(); txn != null; txn = tail.next()) {
            zxids.add(txn.zxid());
        }
        return zxids;
    }

    private LogTail open(long from, long durable) {
        @Nullable LogTail tail = LogTail.open(folder, folder, from, durable, 1 << 20, NOWHERE);
        if (tail == null) {
            throw new AssertionError("the log does not reach back to " + from);
        }
        return tail;
    }

    private void write(long from, long to) {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE)) {
            for (long zxid = from; zxid <= to; zxid++) {
                TxnLogTest.append(log, Txns.setData(zxid, 5));
            }
        }
    }
}
