package paddock.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Nodes;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

final class RetentionTest {
    @TempDir private Path folder;

    @Test
    void keepsTheNewestSnapshotsAndTheLogsTheyNeed() throws IOException {
        snapshots(0, 5, 10, 15, 20, 25);
        logs(1, 6, 12, 18, 26);

        List<Path> removed = Retention.purge(folder, folder, 3);

        assertThat(names(removed))
                .containsExactly("log.6", "log.1", "snapshot.a", "snapshot.5", "snapshot.0");
        assertThat(left())
                .containsExactlyInAnyOrder(
                        "snapshot.f", "snapshot.14", "snapshot.19", "log.c", "log.12", "log.1a");
    }

    @Test
    void aLogNamedLikeTheOldestSnapshotMakesTheOneBeforeItNeedless() throws IOException {
        snapshots(5, 10, 15);
        logs(1, 5, 11);

        assertThat(names(Retention.obsolete(folder, folder, 3))).containsExactly("log.1");
    }

    @Test
    void withoutASoundSnapshotNothingGoes() throws IOException {
        logs(1, 6, 12);
        Files.createFile(folder.resolve("snapshot.20"));

        assertThat(Retention.purge(folder, folder, 3)).isEmpty();
        assertThat(left()).hasSize(4);
    }

    @Test
    void unsoundSnapshotsDoNotCountAsKept() throws IOException {
        snapshots(1, 2, 3);
        Files.createFile(folder.resolve("snapshot.9"));

        assertThat(Retention.obsolete(folder, folder, 3)).isEmpty();
    }

    @Test
    void fewerThanThreeAreNeverKept() {
        assertThatThrownBy(() -> Retention.obsolete(folder, folder, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count should be greater than or equal to 3");
    }

    private void snapshots(long... zxids) {
        for (long zxid : zxids) {
            new SnapshotWriter(SnapshotSettings.DEFAULT)
                    .write(new Nodes().add("", null).image(zxid, 0), folder, false);
        }
    }

    private void logs(long... zxids) throws IOException {
        for (long zxid : zxids) {
            Files.createFile(folder.resolve("log." + Long.toHexString(zxid)));
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return names(files.toList());
        }
    }
}
