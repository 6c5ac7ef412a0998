package paddock.storage.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogIndex;
import paddock.storage.log.LogReader;
import paddock.storage.log.LogTail;
import paddock.storage.snapshot.SnapshotStream;
import paddock.wire.ensemble.EncodedTxn;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// What a leader sends to a learner that lags behind, between the released server and ours.
final class SnapshotStreamConformance {
    @TempDir private Path dir;

    @Test
    void treesTravelInBothDirections() throws IOException {
        ApacheZooKeeper apache = new ApacheZooKeeper(dir);
        apache.work();
        everyTransactionOfTheirLogCanBeSent();
        String theirs = apache.sendTree();
        Path stream = dir.resolve(ApacheZooKeeper.STREAM);

        Database.Builder builder = Database.builder(new ZnodeKinds(true, false), true);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(stream))) {
            SnapshotStream.read(in, builder);
            assertThat(in.read()).isEqualTo(-1);
        }
        Database ours = builder.build(1_000);
        assertThat("digest " + ours.treeDigest()).isEqualTo(theirs);

        try (DatabaseImage image = ours.freeze();
                OutputStream out = Files.newOutputStream(stream)) {
            SnapshotStream.write(image, out);
        }
        assertThat(apache.receiveTree()).isEqualTo(theirs);
    }

    private void everyTransactionOfTheirLogCanBeSent() {
        Path folder = dir.resolve(DataFolder.VERSION);
        try (LogReader reader = new LogReader(folder, 0);
                LogTail tail =
                        Objects.requireNonNull(
                                LogTail.open(
                                        folder,
                                        folder,
                                        1,
                                        Long.MAX_VALUE,
                                        2 << 20,
                                        new LogIndex()))) {
            int count = 0;
            while (reader.next()) {
                EncodedTxn txn = Objects.requireNonNull(tail.next());
                assertThat(txn.bytes()).isEqualTo(reader.current().copy());
                count++;
            }
            assertThat(count).isGreaterThan(200);
            assertThat(tail.next()).isNull();
            assertThat(tail.problem()).isNull();
        }
    }
}
