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

final class SnapshotToolsTest {
    @TempDir private Path dir;

    @Test
    void jsonNestsFoldersAndCountsInodes() {
        Nodes nodes =
                new Nodes()
                        .add("", null)
                        .add("/a", new byte[5])
                        .add("/a/\"b\\", new byte[2])
                        .add("/c", null);
        Path file =
                new SnapshotWriter(SnapshotSettings.DEFAULT).write(nodes.image(9, 0), dir, false);

        ToolRun run = ToolRun.of(SnapshotFormatter::run, "-json", file.toString());

        assertThat(run.out().replaceFirst("\"timestamp\":\\d+", "\"timestamp\":0"))
                .isEqualTo(
                        "[1,0,{\"progname\":\"SnapshotFormatter.java\",\"progver\":\"0.01\","
                            + "\"timestamp\":0},"
                            + "[{\"name\":\"/\",\"asize\":0,\"dsize\":0,\"dev\":0,\"ino\":1001},"
                            + "[{\"name\":\"a\",\"asize\":5,\"dsize\":5,\"dev\":0,\"ino\":1002},"
                            + "{\"name\":\"\\\"b\\\\\",\"asize\":2,\"dsize\":2,\"dev\":0,"
                            + "\"ino\":1003}],"
                            + "{\"name\":\"c\",\"asize\":0,\"dsize\":0,\"dev\":0,\"ino\":1004}]]");
    }

    @Test
    void wrongUseIsExplained() {
        String usage =
                """
                USAGE: SnapshotFormatter [-d|-json] snapshot_file
                       -d dump the data for each znode
                       -json dump znode info in json format
                """;
        Path missing = dir.resolve("missing");

        assertThat(ToolRun.of(SnapshotFormatter::run)).isEqualTo(new ToolRun(2, "", usage));
        assertThat(ToolRun.of(SnapshotFormatter::run, missing.toString()))
                .isEqualTo(new ToolRun(2, "", "File '" + missing + "' does not exist.\n"));
        assertThat(ToolRun.of(SnapshotFormatter::run, "-d", "-json", "x"))
                .isEqualTo(
                        new ToolRun(
                                2,
                                "",
                                "Cannot specify both data dump (-d) and json mode (-json) in same"
                                        + " call\n"));
        assertThat(ToolRun.of(SnapshotRecursiveSummary::run).exitCode()).isEqualTo(2);
    }

    @Test
    void comparisonsThatCannotBeMadeEndInOneLine() {
        Path missing = dir.resolve("missing");
        String[] options = {"-l", missing.toString(), "-r", "x", "-b", "1", "-n", "1"};

        assertThat(ToolRun.of(SnapshotComparer::run, options))
                .isEqualTo(
                        new ToolRun(
                                1,
                                "Successfully parsed options!\n",
                                "File '" + missing + "' does not exist.\n"));
        options[5] = "many";
        assertThat(ToolRun.of(SnapshotComparer::run, options))
                .isEqualTo(new ToolRun(1, "", "'many' can not be parsed to integer.\n"));
    }

    @Test
    void brokenFilesEndInOneLine() throws IOException {
        Path file = Files.write(dir.resolve("snapshot.1"), new byte[20]);
        Path log = Files.write(dir.resolve("log.1"), new byte[20]);

        assertThat(ToolRun.of(SnapshotFormatter::run, file.toString()).err())
                .isEqualTo(
                        file
                                + " at offset 4: magic number 0x00000000, a snapshot begins with"
                                + " 0x5a4b534e\n");
        assertThat(ToolRun.of(TxnLogToolkit::run, log.toString()))
                .isEqualTo(new ToolRun(2, "", "Invalid magic number for log.1\n"));
        assertThat(ToolRun.of(TxnLogToolkit::run, dir + "/no"))
                .isEqualTo(
                        new ToolRun(1, "", "File doesn't exist or not readable: " + dir + "/no\n"));
        assertThat(ToolRun.of(TxnLogToolkit::run, "-q", log.toString()).err())
                .isEqualTo("Unrecognized option: -q\n");
        assertThat(ToolRun.of(TxnLogToolkit::run, "-h").exitCode()).isZero();
    }
}
