package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Txns;
import paddock.wire.txn.LoggedTxn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;

/// The table of the disk format reference, section 3.3, row by row and byte by byte.
final class LogReaderTest {
    @TempDir private Path folder;

    @Test
    void aLogCutAtAnyByteEndsWithItsLastWholeRecord() throws IOException {
        List<Integer> ends = new ArrayList<>(List.of(16));
        write(1, 4);
        byte[] whole = Files.readAllBytes(folder.resolve("log.1"));
        for (long zxid = 1; zxid <= 4; zxid++) {
            ends.add(ends.getLast() + 13 + Txns.bytes(txn(zxid)).length);
        }
        assertThat(whole).hasSize(ends.getLast());

        for (int length = 0; length <= whole.length; length++) {
            Files.write(folder.resolve("log.1"), Arrays.copyOf(whole, length));
            int cut = length;
            int records = (int) ends.stream().filter(end -> end > 16 && end <= cut).count();
            try (LogReader reader = new LogReader(folder, 1)) {
                if (length == 0) {
                    assertThat(TxnLogTest.zxids(reader)).isEmpty();
                    assertThat(reader.torn()).hasSize(1);
                    // It may be the log that a running server has just begun.
                    assertThat(folder.resolve("log.1")).exists();
                } else if (length < 16) {
                    assertThatThrownBy(reader::next)
                            .isInstanceOf(CorruptLogException.class)
                            .hasMessageContaining("at least 16 bytes, this one " + length);
                } else {
                    assertThat(TxnLogTest.zxids(reader)).hasSize(records);
                    if (ends.contains(length)) {
                        assertThat(reader.torn()).isEmpty();
                    } else {
                        assertThat(reader.torn())
                                .singleElement()
                                .extracting(LogEnd.Torn::offset)
                                .isEqualTo((long) ends.get(records));
                    }
                }
            }
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        write(1, 2);
        byte[] whole = Files.readAllBytes(folder.resolve("log.1"));
        int second = 16 + 13 + Txns.bytes(txn(1)).length;

        for (int bit = 8 * second; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(folder.resolve("log.1"), flipped);

            String outcome = outcome();

            int inRecord = bit / 8 - second;
            if (inRecord >= 12 && bit / 8 < whole.length - 1 || inRecord < 8) {
                assertThat(outcome).as("bit %d", bit).startsWith("CRC check failed");
            } else {
                // Length and end mark: the record is torn, or its length beyond all reason, or it
                // is so short that the bytes at its end are taken for an end mark.
                assertThat(outcome)
                        .as("bit %d", bit)
                        .matches("torn at " + second + "|Unreasonable length.*|CRC check failed.*");
            }
        }
    }

    /// Whatever a single bit does to a record, those behind it were acknowledged once.
    @Test
    void noBitFlippedInTheMiddlePassesForTheEnd() throws IOException {
        write(1, 4);
        byte[] whole = Files.readAllBytes(folder.resolve("log.1"));
        int second = 16 + 13 + Txns.bytes(txn(1)).length;
        int third = second + 13 + Txns.bytes(txn(2)).length;

        for (int bit = 8 * second; bit < 8 * third; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(folder.resolve("log.1"), flipped);

            assertThat(outcome())
                    .as("bit %d", bit)
                    .matches(
                            "(CRC check failed|Unreasonable length).*|.*whole transactions"
                                    + " follow.*");
        }
    }

    @Test
    void lengthOfZeroInTheMiddleIsNoEnd() throws IOException {
        write(1, 4);
        byte[] bytes = Files.readAllBytes(folder.resolve("log.1"));
        int second = 16 + 13 + Txns.bytes(txn(1)).length;
        Arrays.fill(bytes, second, second + 12, (byte) 0);
        Files.write(folder.resolve("log.1"), bytes);

        assertThat(outcome())
                .matches("zeroes, with other bytes.*whole transactions follow.* zxid 0x3, on.*");
    }

    /// The power failed while sectors were written in any order.
    @Test
    void sectorThatNeverReachedTheDiskIsTheEndWhateverFollows() throws IOException {
        write(1, 60);
        byte[] bytes = Files.readAllBytes(folder.resolve("log.1"));
        assertThat(bytes.length).isGreaterThan(2_048);
        Arrays.fill(bytes, 512, 1_024, (byte) 0);
        Files.write(folder.resolve("log.1"), bytes);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).isNotEmpty();
            assertThat(reader.torn())
                    .singleElement()
                    .satisfies(torn -> assertThat(torn.offset()).isLessThanOrEqualTo(512));
        }
    }

    private String outcome() {
        try (LogReader reader = new LogReader(folder, 1)) {
            List<Long> zxids = TxnLogTest.zxids(reader);
            assertThat(zxids).containsExactly(1L);
            return "torn at " + reader.torn().getFirst().offset();
        } catch (CorruptLogException e) {
            String message = String.valueOf(e.getMessage());
            return message.substring(message.indexOf(": ") + 2);
        }
    }

    @Test
    void corruptionNamesFileOffsetAndZxid() throws IOException {
        write(1, 3);
        int second = 16 + 13 + Txns.bytes(txn(1)).length;
        byte[] bytes = Files.readAllBytes(folder.resolve("log.1"));
        bytes[second + 60] ^= 1;
        Files.write(folder.resolve("log.1"), bytes);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageStartingWith(
                            folder.resolve("log.1")
                                    + " at offset "
                                    + second
                                    + ": CRC check failed for zxid 0x2: ");
        }
    }

    @Test
    void aTornTailIsFollowedByTheNextFile() throws IOException {
        write(1, 3);
        write(3, 5);
        cutBytes("log.1", 5);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(reader.torn()).hasSize(1);
        }
    }

    @Test
    void aGapIsRefusedAndSaysWhatWasCut() throws IOException {
        write(1, 3);
        write(4, 5);
        cutBytes("log.1", 5);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThatThrownBy(() -> TxnLogTest.zxids(reader))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining(folder.resolve("log.4") + " at offset 16")
                    .hasMessageContaining("zxid 0x4 follows 0x2")
                    .hasMessageContaining(folder.resolve("log.1") + " was cut at offset");
        }
    }

    @Test
    void anotherEpochMayStartAnywhere() {
        write(1, 3);
        write(0x200000007L, 0x200000008L);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader))
                    .containsExactly(1L, 2L, 3L, 0x200000007L, 0x200000008L);
        }
    }

    @Test
    void readingStartsInTheMiddleOfAFile() {
        write(1, 3);
        write(4, 9);

        try (LogReader reader = new LogReader(folder, 6)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(6L, 7L, 8L, 9L);
        }
        try (LogReader reader = new LogReader(folder, 3)) {
            assertThat(TxnLogTest.zxids(reader)).hasSize(7);
        }
        try (LogReader reader = new LogReader(folder, 10)) {
            assertThat(TxnLogTest.zxids(reader)).isEmpty();
            assertThat(reader.lastReadZxid()).isEqualTo(9);
        }
    }

    @Test
    void whatStandsThereTwiceIsReadOnce() {
        write(1, 4);
        write(3, 6);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(reader.skippedDuplicates()).isEqualTo(2);
        }
    }

    @Test
    void aRecordThatEndsTooEarlyInsideEndsTheFile() throws IOException {
        byte[] cut = Arrays.copyOf(Txns.bytes(txn(2)), 40);
        appendRecord(write(1, 1), cut);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(1L);
            assertThat(reader.lastReadZxid()).isEqualTo(1);
            assertThat(reader.torn().getFirst().reason()).contains("0x2").contains("decoded");
        }
    }

    @Test
    void anUnknownTypeIsAnError() throws IOException {
        byte[] txn = Txns.bytes(txn(2));
        ByteBuffer.wrap(txn).putInt(28, 99);
        appendRecord(write(1, 1), txn);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThatThrownBy(() -> TxnLogTest.zxids(reader))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("zxid 0x2: unsupported transaction type 99");
        }
    }

    @Test
    void bytesBehindThePaddingAreReported() throws IOException {
        Path file = write(1, 2);
        long end = Files.size(file);
        byte[] padded = Arrays.copyOf(Files.readAllBytes(file), (int) end + 2_000_000);
        Files.write(file, padded);
        assertThat(tornAfterReadingAll()).isEmpty();

        padded[(int) end + 1_500_000] = 7;
        Files.write(file, padded);

        assertThat(tornAfterReadingAll())
                .singleElement()
                .extracting(LogEnd.Torn::reason)
                .asString()
                .contains("from offset " + (end + 1_500_000));
    }

    private List<LogEnd.Torn> tornAfterReadingAll() {
        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(1L, 2L);
            return reader.torn();
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Files.write(
                folder.resolve("log.1"),
                "neither log nor snapshot".getBytes(StandardCharsets.US_ASCII));

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(LogFileReader.BadMagicException.class)
                    .hasMessage(
                            "Transaction log: "
                                    + folder.resolve("log.1")
                                    + " has invalid magic number 1852139892 != 1514884167");
        }
    }

    @Test
    void anEmptyFileIsRefusedUnlessItIsTheLast() throws IOException {
        Files.createFile(folder.resolve("log.1"));
        write(2, 3);

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThatThrownBy(reader::next).isInstanceOf(CorruptLogException.class);
        }
    }

    private static LoggedTxn txn(long zxid) {
        return Txns.setData(zxid, 5);
    }

    private Path write(long from, long to) {
        LogSettings settings = new LogSettings(true, 0, 0, 4096);
        try (TxnLog log = new TxnLog(folder, settings, LogListener.NONE)) {
            for (long zxid = from; zxid <= to; zxid++) {
                TxnLogTest.append(log, txn(zxid));
            }
        }
        return folder.resolve("log." + Long.toHexString(from));
    }

    private static void appendRecord(Path file, byte[] txn) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Adler32 adler = new Adler32();
        adler.update(txn);
        ByteBuffer all = ByteBuffer.allocate(before.length + txn.length + 13);
        all.put(before).putLong(adler.getValue()).putInt(txn.length).put(txn).put((byte) 0x42);
        Files.write(file, all.array());
    }

    private void cutBytes(String name, int count) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - count));
    }
}
