package paddock.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.folder.StoreFile;
import paddock.wire.protocol.CreateMode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What lies on the disk when snapshots are taken under load.
final class SnapshotIT {
    private static final int IN_FLIGHT = 500;
    private static final int TXNS = 30_000;
    private static final int SNAP_COUNT = 8 * IN_FLIGHT;

    @TempDir private Path folder;

    @Test
    void aSnapshotHasAllOfTheLogFileBeforeIt() throws IOException {
        try (RunningServer server = new RunningServer(folder, "snapCount=" + SNAP_COUNT);
                TestClient client = server.connected(10_000)) {
            for (int i = 0; i < TXNS + IN_FLIGHT; i++) {
                if (i < TXNS) {
                    client.send(RunningServer.create("/" + i, new byte[10], CreateMode.PERSISTENT));
                }
                if (i >= IN_FLIGHT) {
                    assertThat(client.next().header().err()).isZero();
                }
            }
        }

        Path files = folder.resolve("data/version-2");
        List<Long> logs = StoreFile.logs(files).stream().map(StoreFile::zxid).toList();
        List<Long> snapshots =
                StoreFile.snapshots(files).stream()
                        .map(StoreFile::zxid)
                        .filter(zxid -> zxid > 0)
                        .toList();
        assertThat(snapshots).hasSizeGreaterThan(2);
        for (long snapshot : snapshots) {
            // Who recovers from it reads this file from its beginning.
            long next = logs.stream().filter(log -> log <= snapshot + 1).toList().getLast();
            assertThat(snapshot + 1 - next).as("read and passed over").isLessThan(2 * IN_FLIGHT);
        }
    }
}
