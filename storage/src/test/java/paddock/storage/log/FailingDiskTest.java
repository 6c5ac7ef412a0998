package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.ExitReason;
import paddock.storage.fixture.BadDisk;
import paddock.storage.fixture.Txns;

import java.nio.file.Path;

final class FailingDiskTest {
    private static final LogSettings SETTINGS = new LogSettings(true, 0, 0, 4096);

    @TempDir private Path folder;
    private final BadDisk disk = new BadDisk();

    @Test
    void aForceThatFailedIsNeverTriedAgain() {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE, disk::open)) {
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

    @Test
    void aFullDiskPoisonsTheLogToo() {
        try (TxnLog log = new TxnLog(folder, SETTINGS, LogListener.NONE, disk::open)) {
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
