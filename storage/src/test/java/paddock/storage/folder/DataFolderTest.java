package paddock.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.ExitReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class DataFolderTest {
    @TempDir private Path dir;

    @Test
    void createsWhatIsMissing() {
        try (DataFolder folder = DataFolder.open(dir.resolve("data"), dir.resolve("log"), true)) {
            assertThat(folder.snapshots()).isEqualTo(dir.resolve("data/version-2")).isDirectory();
            assertThat(folder.logs()).isEqualTo(dir.resolve("log/version-2")).isDirectory();
            assertThat(folder.initializeMarker()).isEqualTo(dir.resolve("log/initialize"));
        }
    }

    @Test
    void withoutAutocreateAMissingFolderIsRefused() {
        assertThatThrownBy(() -> DataFolder.open(dir, dir, false))
                .isInstanceOf(DataFolderException.class)
                .hasMessage(
                        "Missing data directory "
                                + dir
                                + "/version-2, automatic data directory creation is disabled"
                                + " (zookeeper.datadir.autocreate is false). Please create this"
                                + " directory manually.")
                .extracting(e -> ((DataFolderException) e).exitReason())
                .isEqualTo(ExitReason.DATA_FOLDER_NOT_ACCESSIBLE);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file, file, true))
                .isInstanceOf(DataFolderException.class)
                .hasMessage("Unable to create data directory " + file + "/version-2");
    }

    @Test
    void mixedUpFoldersAreRefused() throws IOException {
        Path data = dir.resolve("data");
        Path log = dir.resolve("log");
        DataFolder.open(data, log, true).close();
        Path snapshot = Files.createFile(log.resolve("version-2/snapshot.5"));

        assertThatThrownBy(() -> DataFolder.open(data, log, true))
                .hasMessage(
                        "Log directory has snapshot files. Check if dataLogDir and dataDir"
                                + " configuration is correct.");

        Files.delete(snapshot);
        Files.createFile(data.resolve("version-2/log.5"));
        assertThatThrownBy(() -> DataFolder.open(data, log, true))
                .hasMessage(
                        "Snapshot directory has log files. Check if dataLogDir and dataDir"
                                + " configuration is correct.");
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstIsGone() {
        try (DataFolder first = DataFolder.open(dir, dir, true)) {
            assertThat(first.logs()).isDirectory();
            assertThatThrownBy(() -> DataFolder.open(dir, dir, true))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessage(
                            "Data directory %s is in use by another Paddock server (pid %d). Stop"
                                            .formatted(dir, ProcessHandle.current().pid())
                                    + " it, or configure a different dataDir.");
        }
        DataFolder.open(dir, dir, true).close();
        assertThat(dir.resolve("version-2")).isEmptyDirectory();
    }

    @Test
    void sizesAreThoseOfTheFiles() throws IOException {
        try (DataFolder folder = DataFolder.open(dir.resolve("d"), dir.resolve("l"), true)) {
            Files.write(folder.snapshots().resolve("snapshot.1"), new byte[100]);
            Files.write(folder.logs().resolve("log.1"), new byte[20]);
            Files.write(folder.logs().resolve("log.2"), new byte[3]);

            assertThat(folder.snapshotBytes()).isEqualTo(100);
            assertThat(folder.logBytes()).isEqualTo(23);
        }
    }

    @Test
    void namesBecomeZxidsAsTheReferenceReadsThem() {
        assertThat(StoreFile.zxidOf(Path.of("/x/log.1f"), StoreFile.LOG)).hasValue(31);
        assertThat(StoreFile.zxidOf(Path.of("snapshot.1f.gz"), StoreFile.SNAPSHOT)).hasValue(31);
        assertThat(StoreFile.zxidOf(Path.of("snapshot.1f"), StoreFile.LOG)).isEmpty();
        assertThat(StoreFile.zxidOf(Path.of("log"), StoreFile.LOG)).isEmpty();
        assertThat(StoreFile.zxidOf(Path.of("log."), StoreFile.LOG)).isEmpty();
        assertThat(StoreFile.zxidOf(Path.of("log.xyz"), StoreFile.LOG)).isEmpty();
        assertThat(StoreFile.zxidOf(Path.of("log.-1"), StoreFile.LOG)).isEmpty();
    }
}
