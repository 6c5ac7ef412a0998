package paddock.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import paddock.core.database.Database;
import paddock.core.database.DatabaseBuilder;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.ExitReason;
import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.Seeds;
import paddock.storage.folder.StoreFile;
import paddock.storage.snapshot.SnapshotSummary.SnapshotDigest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

final class SnapshotTest {
    private static final long ZXID = 0x100000005L;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWasWritten(Compression compression) {
        Nodes nodes = someNodes();
        SnapshotSettings settings = new SnapshotSettings(compression, true, true);

        Path file = new SnapshotWriter(settings).write(nodes.image(ZXID, 77), folder, true);
        Nodes read = new Nodes();
        SnapshotSummary summary = new SnapshotReader().read(file, read);

        assertThat(file.getFileName()).hasToString("snapshot.100000005" + compression.suffix());
        assertThat(summary)
                .isEqualTo(new SnapshotSummary(2, 5, new SnapshotDigest(ZXID, 2, 77), ZXID));
        assertThat(read.sessions()).isEqualTo(nodes.sessions());
        assertThat(read.acls()).isEqualTo(nodes.acls());
        assertThat(read.nodes().equals(nodes.nodes())).isTrue();
        assertThat(SnapshotFiles.candidates(folder, 9)).containsExactly(new StoreFile(file, ZXID));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void sectionsMayBeLeftOutByAWriterOfOtherSettings(boolean digest, boolean lastZxid) {
        SnapshotSettings settings = new SnapshotSettings(Compression.NONE, digest, lastZxid);

        Path file = new SnapshotWriter(settings).write(someNodes().image(ZXID, 77), folder, false);

        SnapshotSummary summary = new SnapshotReader().read(file, new Nodes());
        assertThat(summary.digest() != null).isEqualTo(digest);
        assertThat(summary.lastZxid() != null).isEqualTo(lastZxid);
        assertThat(SnapshotFiles.looksWhole(file)).isTrue();
    }

    @Test
    void largeFieldsAndManyNodesPassThroughSmallBuffers() {
        Seeds.forEach(
                20,
                random -> {
                    Nodes nodes = new Nodes().add("", null);
                    for (int i = 0; i < 300; i++) {
                        byte[] data =
                                new byte[random.nextInt(random.nextInt(20) == 0 ? 900_000 : 99)];
                        random.nextBytes(data);
                        nodes.add("/n" + i, data);
                    }

                    byte[] bytes = bytes(nodes);

                    Nodes read = new Nodes();
                    new SnapshotReader().read(new ByteArrayInputStream(bytes), "bytes", read);
                    assertThat(read.nodes().equals(nodes.nodes())).isTrue();
                });
    }

    @Test
    void aSnapshotCutAnywhereIsInvalidUnlessAWholeSectionIsMissing() throws IOException {
        byte[] whole = bytes(someNodes());
        List<Integer> whole3 = List.of(whole.length, whole.length - 21, whole.length - 21 - 33);

        for (int length = 0; length <= whole.length; length++) {
            ByteArrayInputStream in = new ByteArrayInputStream(whole, 0, length);
            if (whole3.contains(length)) {
                new SnapshotReader().read(in, "bytes", new Nodes());
            } else {
                assertThatThrownBy(() -> new SnapshotReader().read(in, "bytes", new Nodes()))
                        .as("cut at %d", length)
                        .isInstanceOf(InvalidSnapshotException.class)
                        .hasMessageStartingWith("bytes at offset ");
            }
        }
    }

    @Test
    void noFlippedBitIsMissed() throws IOException {
        byte[] whole = bytes(someNodes());

        for (int bit = 0; bit < 8 * whole.length; bit += 7) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertThatThrownBy(
                            () ->
                                    new SnapshotReader()
                                            .read(
                                                    new ByteArrayInputStream(flipped),
                                                    "bytes",
                                                    new Nodes()))
                    .as("bit %d", bit)
                    .isInstanceOf(InvalidSnapshotException.class);
        }
    }

    @Test
    void aContradictionTheBuilderFindsMakesItInvalid() throws IOException {
        byte[] bytes = bytes(someNodes());
        DatabaseBuilder builder =
                (DatabaseBuilder)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {DatabaseBuilder.class},
                                (proxy, method, arguments) -> {
                                    throw new IllegalStateException("no parent of /a/b");
                                });

        assertThatThrownBy(
                        () ->
                                new SnapshotReader()
                                        .read(new ByteArrayInputStream(bytes), "bytes", builder))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining("no parent of /a/b");
    }

    @Test
    void aZnodeWhosePathIsNoneMakesItInvalid() throws IOException {
        byte[] bytes = bytes(new Nodes().add("", null).add("a", null));

        assertThatThrownBy(
                        () ->
                                new SnapshotReader()
                                        .read(
                                                new ByteArrayInputStream(bytes),
                                                "bytes",
                                                Database.builder(
                                                        new ZnodeKinds(true, false), true)))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining("a is no path");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Path readOnly = folder.resolve("nowhere");

        assertThatThrownBy(
                        () ->
                                new SnapshotWriter(SnapshotSettings.DEFAULT)
                                        .write(someNodes().image(1, 1), readOnly, true))
                .isInstanceOf(SnapshotFailedException.class)
                .hasMessageContaining(readOnly.resolve("snapshot.1").toString())
                .extracting(e -> ((SnapshotFailedException) e).exitReason())
                .isEqualTo(ExitReason.SNAPSHOT_FAILED);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void candidatesAreTheNewestThatLookWhole() throws IOException {
        SnapshotWriter writer = new SnapshotWriter(SnapshotSettings.DEFAULT);
        for (long zxid = 1; zxid <= 5; zxid++) {
            writer.write(someNodes().image(zxid, 1), folder, false);
        }
        Path torn = folder.resolve("snapshot.4");
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 100));
        Files.createFile(folder.resolve("snapshot.9"));
        Files.write(folder.resolve("snapshot.8.gz"), new byte[] {1, 2, 3});
        Files.copy(folder.resolve("snapshot.5"), folder.resolve("snapshot.7.tmp"));
        Files.createFile(folder.resolve("snapshot.xyz"));

        assertThat(SnapshotFiles.candidates(folder, 3).stream().map(StoreFile::zxid))
                .containsExactly(5L, 3L, 2L);

        SnapshotFiles.deleteUnfinished(folder);
        assertThat(folder.resolve("snapshot.7.tmp")).doesNotExist();
        assertThat(folder.resolve("snapshot.9")).exists();
    }

    private static byte[] bytes(Nodes nodes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SnapshotWriter(SnapshotSettings.DEFAULT).write(nodes.image(ZXID, 77), out);
        return out.toByteArray();
    }

    private static Nodes someNodes() {
        Nodes nodes = new Nodes();
        nodes.session(0x1000000000000001L, 4000);
        nodes.session(-5, 30_000);
        nodes.acl(1, Acl.OPEN);
        nodes.acl(2, List.of(new Acl(3, new Id("digest", "u:p")), new Acl(1, Id.ANYONE)));
        return nodes.add("", new byte[0])
                .add("/a", null)
                .add("/a/b", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .add("/a/\u00e4\u4e2d", new byte[300])
                .add("/z", new byte[] {1});
    }
}
