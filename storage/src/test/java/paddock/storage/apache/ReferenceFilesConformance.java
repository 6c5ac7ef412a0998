package paddock.storage.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import paddock.core.database.DatabaseImage;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.RestoredDatabase;
import paddock.storage.fixture.Txns;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogReader;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.recovery.Recovery;
import paddock.storage.recovery.RecoveryReport;
import paddock.storage.recovery.RecoveryReport.DigestVerdict;
import paddock.storage.recovery.RecoverySettings;
import paddock.storage.snapshot.Compression;
import paddock.storage.snapshot.SnapshotReader;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotSummary;
import paddock.storage.snapshot.SnapshotSummary.SnapshotDigest;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.txn.LoggedTxn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Files of the released server, read and written again.
final class ReferenceFilesConformance {
    @TempDir private Path dir;

    @ParameterizedTest
    @CsvSource({"'',NONE", "gz,GZIP", "snappy,SNAPPY"})
    void travelsToPaddockAndBack(String method, Compression compression) throws Exception {
        ApacheZooKeeper apache =
                new ApacheZooKeeper(dir).with("zookeeper.snapshot.compression.method", method);
        apache.work();
        Path untouched = copyOf(dir.resolve("version-2"));
        everyTransactionIsWrittenAgainAlike();

        RestoredDatabase restored = new RestoredDatabase(new ZnodeKinds(true, false), true);
        RecoveryReport report;
        SnapshotWriter writer = new SnapshotWriter(new SnapshotSettings(compression, true, true));
        try (DataFolder folder = DataFolder.open(dir, dir, false)) {
            report = new Recovery(folder, RecoverySettings.DEFAULT, writer).run(restored);
            assertThat(report.snapshot())
                    .isNotNull()
                    .extracting(Compression::of)
                    .isEqualTo(compression);
            assertThat(report.replayed()).isGreaterThan(200);
            assertThat(report.torn()).isEmpty();
            assertThat(report.digest()).isInstanceOf(DigestVerdict.Agreed.class);

            assertThat(writer.write(restored.freeze(), folder.snapshots(), true))
                    .isEqualTo(ours(report.lastZxid(), compression));
        }

        List<String> throughTheirs = new ApacheZooKeeper(untouched).tree();
        List<String> throughOurs = apache.tree();
        assertThat(throughTheirs).hasSizeGreaterThan(215);
        assertThat(throughOurs).isEqualTo(throughTheirs);
    }

    private Path copyOf(Path folder) throws IOException {
        Path copy = Files.createDirectory(dir.resolve("untouched"));
        Path files = Files.createDirectory(copy.resolve(folder.getFileName()));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.copy(file, files.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private Path ours(long zxid, Compression compression) {
        return dir.resolve("version-2")
                .resolve("snapshot." + Long.toHexString(zxid) + compression.suffix());
    }

    private void everyTransactionIsWrittenAgainAlike() throws Exception {
        Set<String> kinds = new TreeSet<>();
        Path again = Files.createDirectory(dir.resolve("again"));
        for (StoreFile theirs : StoreFile.logs(dir.resolve("version-2"))) {
            Path alone = Files.createDirectory(again.resolve("of-" + theirs.zxid()));
            Files.copy(theirs.path(), alone.resolve(theirs.path().getFileName()));
            Path ours = Files.createDirectory(alone.resolve("ours"));
            try (LogReader reader = new LogReader(alone, 0);
                    TxnLog log = new TxnLog(ours, LogSettings.DEFAULT, LogListener.NONE)) {
                for (LoggedTxn txn = reader.nextTxn(); txn != null; txn = reader.nextTxn()) {
                    byte[] bytes = Txns.bytes(txn);
                    assertThat(bytes).isEqualTo(reader.current().copy());
                    log.append(txn.header().zxid(), bytes, 0, bytes.length);
                    kinds.add(txn.txn().getClass().getSimpleName());
                }
            }
            assertThat(Files.mismatch(theirs.path(), ours.resolve(theirs.path().getFileName())))
                    .isEqualTo(-1);
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "CloseSession",
                        "Create",
                        "CreateContainer",
                        "CreateSession",
                        "CreateTtl",
                        "Delete",
                        "Error",
                        "Multi",
                        "SetAcl",
                        "SetData");
    }

    @Test
    void aSnapshotOfTheirsHasTheBytesOfOurs() throws Exception {
        new ApacheZooKeeper(dir).work();
        for (StoreFile theirs : StoreFile.snapshots(dir.resolve("version-2"))) {
            Nodes nodes = new Nodes();
            SnapshotSummary summary = new SnapshotReader().read(theirs.path(), nodes);
            SnapshotDigest digest = summary.digest();
            assertThat(digest).isNotNull();
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            byte[] bytes = Files.readAllBytes(theirs.path());
            DatabaseImage image = nodes.image(theirs.zxid(), digest.treeDigest());
            new SnapshotWriter(SnapshotSettings.DEFAULT)
                    .write(new InFileOrder(image, sessionsInOrder(bytes)), ours);

            assertThat(ours.toByteArray()).isEqualTo(bytes);
            assertThat(nodes.sessions()).hasSize(theirs.zxid() == 0 ? 0 : 2);
            assertThat(nodes.nodes()).hasSize(theirs.zxid() == 0 ? 4 : 22);
        }
    }

    /// The sessions of a snapshot in the order in which they stand there, which carries no meaning
    /// and hangs on the ids they were given.
    private static SortedMap<Long, Integer> sessionsInOrder(byte[] snapshot) {
        JuteReader in = JuteReader.over(snapshot);
        in.skip(16);
        List<Long> ids = new ArrayList<>();
        List<Integer> timeouts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            ids.add(in.readLong());
            timeouts.add(in.readInt());
        }
        SortedMap<Long, Integer> sessions = new TreeMap<>(Comparator.comparingInt(ids::indexOf));
        for (int i = 0; i < ids.size(); i++) {
            sessions.put(ids.get(i), timeouts.get(i));
        }
        return sessions;
    }

    /// An image whose sessions come in a given order.
    private record InFileOrder(DatabaseImage image, SortedMap<Long, Integer> sessions)
            implements DatabaseImage {
        @Override
        public long zxid() {
            return image.zxid();
        }

        @Override
        public long treeDigest() {
            return image.treeDigest();
        }

        @Override
        public SortedMap<Long, List<Acl>> acls() {
            return image.acls();
        }

        @Override
        public boolean writeNodes(JuteWriter out, int maxBytes) {
            return image.writeNodes(out, maxBytes);
        }

        @Override
        public void close() {
            image.close();
        }
    }
}
