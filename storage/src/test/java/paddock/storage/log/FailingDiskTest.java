package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.storage.ExitReason;
import paddock.storage.fixture.BadDisk;
import paddock.storage.fixture.Txns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class FailingDiskTest {
    private static final LogSettings SETTINGS = new LogSettings(true, 0, 0, 4096);
    private static final LogSettings IN_BLOCKS = new LogSettings(true, 64 << 10, 0, 4096);

    @TempDir private Path folder;
    private final BadDisk disk = new BadDisk();

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void wholeBlocksAreWrittenAndTheFileReadsAsEver(int blockBytes) throws IOException {
        Path usual = Files.createDirectory(folder.resolve("usual"));
        List<Long> zxids = new ArrayList<>();
        try (TxnLog log = log(blockBytes);
                TxnLog other =
                        new TxnLog(
                                usual,
                                IN_BLOCKS,
                                LogListener.NONE,
                                file -> new LogFile(disk.open(file, 1), 1))) {
            for (long zxid = 1; zxid <= 300; zxid++) {
                TxnLogTest.append(log, Txns.setData(zxid, (int) (zxid * 37 % 9_000)));
                TxnLogTest.append(other, Txns.setData(zxid, (int) (zxid * 37 % 9_000)));
                zxids.add(zxid);
                if (zxid % 3 == 0) {
                    log.force();
                    other.force();
                }
            }
        }

        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactlyElementsOf(zxids);
        }
        assertThat(withoutPreallocation(folder.resolve("log.1")))
                .isEqualTo(withoutPreallocation(usual.resolve("log.1")));
    }

    private static byte[] withoutPreallocation(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    private TxnLog log(int blockBytes) {
        return new TxnLog(
                folder,
                blockBytes == 1 ? SETTINGS : IN_BLOCKS,
                LogListener.NONE,
                file -> new LogFile(disk.open(file, blockBytes), blockBytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 4096})
    void aForceThatFailedIsNeverTriedAgain(int blockBytes) {
        try (TxnLog log = log(blockBytes)) {
            TxnLogTest.append(log, Txns.setData(1, 10));
            log.force();
            TxnLogTest.append(log, Txns.setData(2, 10));
            disk.failForces("Input/output error");

            assertThatThrownBy(log::force)
                    .isInstanceOf(LogFailedException.class)
                    .hasMessage(
                            "Cannot force transaction log "
                                    + folder.resolve("log.1")
                                    + ": Input/output error")
                    .extracting(e -> ((LogFailedException) e).exitReason())
                    .isEqualTo(ExitReason.UNEXPECTED_ERROR);

            disk.heal();
            int forces = disk.forces();
            assertThatThrownBy(log::force).isInstanceOf(LogFailedException.class);
            assertThatThrownBy(log::roll).isInstanceOf(LogFailedException.class);
            assertThatThrownBy(() -> TxnLogTest.append(log, Txns.setData(3, 10)))
                    .isInstanceOf(LogFailedException.class);
            assertThat(disk.forces()).isEqualTo(forces);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 4096})
    void aFullDiskPoisonsTheLogToo(int blockBytes) {
        try (TxnLog log = log(blockBytes)) {
            TxnLogTest.append(log, Txns.setData(1, 10));
            log.force();
            disk.fillUp();
            TxnLogTest.append(log, Txns.setData(2, 10));

            assertThatThrownBy(log::force)
                    .isInstanceOf(LogFailedException.class)
                    .hasMessageContaining("No space left on device");
            disk.heal();
            assertThatThrownBy(log::force).isInstanceOf(LogFailedException.class);
        }
        try (LogReader reader = new LogReader(folder, 1)) {
            assertThat(TxnLogTest.zxids(reader)).containsExactly(1L);
        }
    }

    @Test
    void aFileThatCannotBeCreatedIsNamed() {
        Path missing = folder.resolve("missing");
        try (TxnLog log = new TxnLog(missing, SETTINGS, LogListener.NONE)) {
            assertThatThrownBy(() -> TxnLogTest.append(log, Txns.setData(1, 10)))
                    .isInstanceOf(LogFailedException.class)
                    .hasMessageContaining(missing.resolve("log.1").toString());
        }
    }
}
