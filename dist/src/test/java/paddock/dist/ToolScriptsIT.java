package paddock.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The tools by their scripts; what they print is tested where they live.
class ToolScriptsIT {
    @TempDir private Path folder;

    private Installation paddock;

    @BeforeEach
    void runAServerForAMoment() throws Exception {
        paddock = new Installation(folder);
        assertThat(paddock.server("start").exit()).isZero();
        assertThat(paddock.server("stop").exit()).isZero();
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        paddock.close();
    }

    @Test
    void aSnapshotIsPrinted() throws Exception {
        String snapshot = files("snapshot.").getFirst().toString();

        Installation.Run details = tool("zkSnapShotToolkit.sh", snapshot);
        Installation.Run comparison =
                tool("zkSnapshotComparer.sh", "-l", snapshot, "-r", snapshot, "-b", "0", "-n", "0");
        Installation.Run summary = tool("zkSnapshotRecursiveSummaryToolkit.sh", snapshot, "/", "0");

        assertThat(details.exit()).isZero();
        assertThat(details.out()).startsWith("ZNode Details (count=").contains("/zookeeper/quota");
        assertThat(details.err()).isEmpty();
        assertThat(comparison.exit()).isZero();
        assertThat(comparison.out()).endsWith("All layers compared.\n");
        assertThat(comparison.err()).isEmpty();
        assertThat(summary.exit()).isZero();
        assertThat(summary.out()).contains("-- /zookeeper\n");
        assertThat(summary.err()).isEmpty();
    }

    @Test
    void missingArgumentsAreAnsweredWithTheUsage() throws Exception {
        Installation.Run snapshot = tool("zkSnapShotToolkit.sh");
        Installation.Run log = tool("zkTxnLogToolkit.sh");

        assertThat(snapshot.exit()).isEqualTo(2);
        assertThat(snapshot.err()).startsWith("USAGE: SnapshotFormatter [-d|-json] snapshot_file");
        assertThat(log.exit()).isEqualTo(1);
        assertThat(log.out() + log.err())
                .contains("usage: TxnLogToolkit [-dhrvc] <txn_log_file_name> (-z <zxid>)");
    }

    @Test
    void cleanupTakesTheFoldersFromTheConfiguration() throws Exception {
        Path version = paddock.data.resolve("version-2");
        Path newest = files("snapshot.").getLast();
        for (int zxid = 1; zxid <= 4; zxid++) {
            Files.copy(newest, version.resolve("snapshot." + zxid));
        }

        Installation.Run tooFew = tool("zkCleanup.sh", "-n", "1");
        Installation.Run cleanup = tool("zkCleanup.sh", "-n", "3");

        assertThat(tooFew.exit()).isEqualTo(1);
        assertThat(tooFew.err()).contains("count should be greater than or equal to 3");
        assertThat(cleanup.exit()).isZero();
        assertThat(cleanup.out()).contains("Removing file: ");
        assertThat(files("snapshot."))
                .containsExactly(
                        version.resolve("snapshot.2"),
                        version.resolve("snapshot.3"),
                        version.resolve("snapshot.4"));
    }

    private List<Path> files(String prefix) throws Exception {
        try (Stream<Path> files = Files.list(paddock.data.resolve("version-2"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private Installation.Run tool(String script, String... arguments) throws Exception {
        return paddock.run(paddock.script(script), arguments);
    }
}
