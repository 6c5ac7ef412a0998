package paddock.storage.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.ToolRun;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class PurgeTxnLogTest {
    private static final String USAGE =
            """
            Usage:
            PurgeTxnLog dataLogDir [snapDir] -n count
            \tdataLogDir -- path to the txn log directory
            \tsnapDir -- path to the snapshot directory
            \tcount -- the number of old snaps/logs you want to keep, value should be greater than or equal to 3
            """;

    @TempDir private Path dir;

    @Test
    void namesWhatItRemoves() throws IOException {
        Path files = Files.createDirectory(dir.resolve("version-2"));
        for (long zxid = 1; zxid <= 4; zxid++) {
            new SnapshotWriter(SnapshotSettings.DEFAULT)
                    .write(new Nodes().add("", null).image(zxid, 0), files, false);
        }
        Files.createFile(files.resolve("log.1"));
        Files.createFile(files.resolve("log.2"));

        ToolRun run = ToolRun.of(PurgeTxnLog::run, dir.toString(), "-n", "3");

        String date = "[A-Z][a-z]{2} \\d+, \\d{4}, \\d+:\\d\\d:\\d\\d [AP]M";
        assertThat(run.out())
                .matches(
                        "Removing file: %s\t%s%nRemoving file: %s\t%s%n"
                                .formatted(
                                        date,
                                        files.resolve("log.1"),
                                        date,
                                        files.resolve("snapshot.1")));
        assertThat(run.exitCode()).isZero();
        assertThat(files.resolve("log.1")).doesNotExist();
        assertThat(files.resolve("log.2")).exists();
        assertThat(ToolRun.of(PurgeTxnLog::run, dir.toString(), dir.toString(), "-n", "3"))
                .isEqualTo(new ToolRun(0, "", ""));
    }

    @Test
    void wrongUseIsExplained() {
        String data = dir.toString();

        assertThat(ToolRun.of(PurgeTxnLog::run)).isEqualTo(new ToolRun(1, USAGE, ""));
        assertThat(ToolRun.of(PurgeTxnLog::run, data, "-x", "3"))
                .isEqualTo(new ToolRun(1, USAGE, ""));
        assertThat(ToolRun.of(PurgeTxnLog::run, data, "-n", "x"))
                .isEqualTo(new ToolRun(1, USAGE, "'x' can not be parsed to integer.\n"));
        assertThat(ToolRun.of(PurgeTxnLog::run, data, "-n", "2"))
                .isEqualTo(new ToolRun(1, USAGE, "count should be greater than or equal to 3\n"));
        assertThat(ToolRun.of(PurgeTxnLog::run, data + "/no", "-n", "3"))
                .isEqualTo(new ToolRun(1, USAGE, "Path '" + data + "/no' does not exist. \n"));
    }
}
