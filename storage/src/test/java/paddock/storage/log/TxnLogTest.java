package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Seeds;
import paddock.storage.fixture.Txns;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

final class TxnLogTest {
    private static final LogSettings SMALL = new LogSettings(true, 0, 0, 4096);

    @TempDir private Path folder;
    private final List<String> heard = new ArrayList<>();
    private final LogListener listener =
            new LogListener() {
                @Override
                public void opened(Path file) {
                    heard.add("opened " + file.getFileName());
                }

                @Override
                public void forced(Path file, long bytes, long nanos) {
                    assertThat(nanos).isNotNegative();
                    heard.add("forced " + bytes);
                }
            };

    @BeforeEach
    void forget() {
        heard.clear();
    }

    @Test
    void writesTheBytesOfTheReference() throws IOException {
        // The example of the disk format reference, section 3.1.
        LoggedTxn txn =
                new LoggedTxn(
                        new TxnHeader(
                                0x0100000c4a8e0000L,
                                0,
                                0x100000001L,
                                0x1a1f8830d91L,
                                OpCode.CREATE_SESSION),
                        new Txn.CreateSession(4000),
                        new TxnDigest(2, 0x51c6d660L));

        try (TxnLog log = new TxnLog(folder, SMALL, listener)) {
            append(log, txn);
        }

        assertThat(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("log.100000001"))))
                .isEqualTo(
                        "5a4b4c47000000020000000000000000"
                                + "00000000beea0a9400000030"
                                + "0100000c4a8e000000000000"
                                + "0000000100000001000001a1f8830d91fffffff6"
                                + "00000fa0"
                                + "000000020000000051c6d660"
                                + "42");
    }

    @Test
    void aPreallocatedFileHasTheSizeOfTheReferences() throws IOException {
        try (TxnLog log = new TxnLog(folder, LogSettings.DEFAULT, listener)) {
            append(log, Txns.setData(1, 100));
            log.force();

            assertThat(Files.size(folder.resolve("log.1"))).isEqualTo(67_108_880);
        }
    }

    /// Recovery counts on it: what a failed force took away is near the end.
    @Test
    void moreThanAFewMebibytesAreNeverLeftUnforced() throws IOException {
        try (TxnLog log = new TxnLog(folder, LogSettings.DEFAULT, listener)) {
            int zxid = 0;
            long appended = 0;
            while (appended < 3L * TxnLog.MAX_UNFORCED_BYTES) {
                LoggedTxn txn = Txns.setData(++zxid, 300_000);
                append(log, txn);
                appended += Txns.bytes(txn).length + 13;
            }
            List<Long> forced =
                    heard.stream()
                            .filter(line -> line.startsWith("forced "))
                            .map(line -> Long.parseLong(line.substring("forced ".length())))
                            .toList();
            assertThat(forced).hasSizeGreaterThanOrEqualTo(2);
            assertThat(forced).allMatch(bytes -> bytes <= TxnLog.MAX_UNFORCED_BYTES + 300_200);
            long sum = forced.stream().mapToLong(Long::longValue).sum();
            assertThat(appended - sum).isLessThanOrEqualTo(TxnLog.MAX_UNFORCED_BYTES + 300_200);
        }
    }

    @Test
    void preallocationGrowsByWholeStepsAndReadsAsZeroes() throws IOException {
        LogSettings settings = new LogSettings(true, 64 << 10, 0, 8192);
        List<LoggedTxn> written = new ArrayList<>();

        try (TxnLog log = new TxnLog(folder, settings, listener)) {
            for (int zxid = 1; zxid <= 100; zxid++) {
                LoggedTxn txn = Txns.setData(zxid, zxid == 50 ? 300_000 : 3000);
                append(log, txn);
                log.force();
                written.add(txn);
            }
        }

        Path file = folder.resolve("log.1");
        byte[] bytes = Files.readAllBytes(file);
        long end = 16;
        for (LoggedTxn txn : written) {
            end += Txns.bytes(txn).length + 13;
        }
        assertThat(bytes.length).isGreaterThan((int) end);
        assertThat(Arrays.copyOfRange(bytes, (int) end, bytes.length)).containsOnly(0);
        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(zxids(reader)).hasSize(100);
            assertThat(reader.torn()).isEmpty();
        }
    }

    @Test
    void whatIsForcedIsReadBackWhateverTheSizes() {
        Seeds.forEach(
                60,
                random -> {
                    Path place = folder.resolve("seed-" + random.nextLong());
                    LogSettings settings =
                            new LogSettings(
                                    true,
                                    preallocation(random),
                                    random.nextBoolean() ? 0 : 20_000,
                                    random.nextInt(4096, 20_000),
                                    random.nextBoolean());
                    List<LoggedTxn> written = new ArrayList<>();
                    Files.createDirectories(place);

                    try (TxnLog log = new TxnLog(place, settings, LogListener.NONE)) {
                        for (long zxid = 1; zxid <= 40; zxid++) {
                            LoggedTxn txn = Txns.random(zxid, random);
                            append(log, txn);
                            written.add(txn);
                            if (random.nextInt(4) == 0) {
                                log.force();
                            }
                            if (random.nextInt(15) == 0) {
                                log.roll();
                            }
                        }
                    }

                    try (LogReader reader = new LogReader(place, 1)) {
                        for (LoggedTxn txn : written) {
                            assertThat(reader.next()).isTrue();
                            assertThat(reader.current().copy()).isEqualTo(Txns.bytes(txn));
                        }
                        assertThat(reader.next()).isFalse();
                        assertThat(reader.torn()).isEmpty();
                    }
                });
    }

    private static int preallocation(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1, 100_000);
            default -> 4096 * random.nextInt(1, 25); // whole blocks, which direct writes take
        };
    }

    @Test
    void nothingReachesTheFileBeforeItIsForcedUnlessTheBufferIsFull() throws IOException {
        try (TxnLog log = new TxnLog(folder, SMALL, listener)) {
            append(log, Txns.setData(1, 10));
            assertThat(Files.size(folder.resolve("log.1"))).isEqualTo(16);
            append(log, Txns.setData(2, 10_000));
            assertThat(Files.size(folder.resolve("log.1"))).isGreaterThan(8000);
        }
    }

    @Test
    void forceTellsHowMuchWasNewAndSkipsWhatIsNot() {
        try (TxnLog log = new TxnLog(folder, SMALL, listener)) {
            log.force();
            append(log, Txns.setData(1, 10));
            log.force();
            log.force();
        }

        int record = Txns.bytes(Txns.setData(1, 10)).length + 13;
        assertThat(heard).containsExactly("opened log.1", "forced " + (16 + record));
    }

    @Test
    void withoutForceTheDiskIsNotAsked() {
        try (TxnLog log = new TxnLog(folder, new LogSettings(false, 0, 0, 4096), listener)) {
            append(log, Txns.setData(1, 10));
            log.force();
        }

        assertThat(heard).containsExactly("opened log.1");
        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(zxids(reader)).containsExactly(1L);
        }
    }

    @Test
    void rollsWhenAskedAndWhenTheFileIsTooLarge() {
        try (TxnLog log = new TxnLog(folder, new LogSettings(true, 0, 5000, 4096), listener)) {
            append(log, Txns.setData(1, 100));
            log.roll();
            append(log, Txns.setData(2, 6000));
            log.force();
            append(log, Txns.setData(3, 100));
        }

        assertThat(heard).contains("opened log.1", "opened log.2", "opened log.3");
    }

    @Test
    void refusesAZxidThatGoesBack() {
        try (TxnLog log = new TxnLog(folder, SMALL, listener)) {
            append(log, Txns.setData(5, 10));

            assertThatThrownBy(() -> append(log, Txns.setData(5, 10)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("zxid 0x5 after 0x5");
        }
    }

    static void append(TxnLog log, LoggedTxn txn) {
        byte[] bytes = Txns.bytes(txn);
        log.append(txn.header().zxid(), bytes, 0, bytes.length);
    }

    static List<Long> zxids(LogReader reader) {
        List<Long> zxids = new ArrayList<>();
        for (LoggedTxn txn = reader.nextTxn(); txn != null; txn = reader.nextTxn()) {
            zxids.add(txn.header().zxid());
        }
        return zxids;
    }
}
