package paddock.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.Txns;
import paddock.storage.snapshot.SnapshotFailedException;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.nio.file.Files;
import java.nio.file.Path;

/// A real file system of one megabyte; needs the right to mount one.
final class DiskFullIT {
    @TempDir private Path dir;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir.toString()),
                "may not mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        succeeds("umount", dir.toString());
    }

    @Test
    void whatWasForcedBeforeTheDiskWasFullIsThereAfterwards() {
        LogSettings settings = new LogSettings(true, 64L << 20, 0, 4096);
        long[] forced = {0};

        assertThatThrownBy(
                        () -> {
                            try (TxnLog log = new TxnLog(dir, settings, LogListener.NONE)) {
                                for (long zxid = 1; zxid < 10_000; zxid++) {
                                    TxnLogTest.append(log, Txns.setData(zxid, 1000));
                                    log.force();
                                    forced[0] = zxid;
                                }
                            }
                        })
                .isInstanceOf(LogFailedException.class)
                .hasMessageContaining("No space left on device");

        assertThat(forced[0]).isGreaterThan(600);
        try (LogReader reader = new LogReader(dir, 1)) {
            assertThat((long) TxnLogTest.zxids(reader).size()).isBetween(forced[0], forced[0] + 1);
        }
    }

    @Test
    void aSnapshotThatDoesNotFitLeavesNothing() throws Exception {
        Nodes nodes = new Nodes().add("", null).add("/large", new byte[2_000_000]);

        assertThatThrownBy(
                        () ->
                                new SnapshotWriter(SnapshotSettings.DEFAULT)
                                        .write(nodes.image(5, 0), dir, true))
                .isInstanceOf(SnapshotFailedException.class)
                .hasMessageContaining(dir.resolve("snapshot.5").toString())
                .hasMessageContaining("No space left on device");

        try (var files = Files.list(dir)) {
            assertThat(files).isEmpty();
        }
    }

    private static boolean succeeds(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }
}
