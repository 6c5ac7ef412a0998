package paddock.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.Seeds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

final class SnapshotStreamTest {
    private static final int MAX_FIELD_BYTES = 1 << 20;

    @Test
    void isTheContentOfAFileWithoutHeaderAndSealsAndThenTheSignature() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new SnapshotWriter(new SnapshotSettings(Compression.NONE, false, false))
                .write(someNodes().image(5, 77), file);
        byte[] content =
                Arrays.copyOfRange(
                        file.toByteArray(),
                        SnapshotFormat.HEADER_BYTES,
                        file.size() - SnapshotFormat.SEAL_BYTES);

        assertThat(HexFormat.of().formatHex(stream(someNodes())))
                .isEqualTo(
                        HexFormat.of().formatHex(content)
                                + "0000000a"
                                + HexFormat.of().formatHex("BenWasHere".getBytes(UTF_8)));
    }

    @Test
    void comesBackHoweverItIsCutIntoPieces() {
        Seeds.forEach(
                200,
                random -> {
                    byte[] stream = stream(someNodes());
                    byte[] bytes = Arrays.copyOf(stream, stream.length + 50); // packets behind it
                    Nodes read = new Nodes();
                    SnapshotStreamReader reader = new SnapshotStreamReader(read, MAX_FIELD_BYTES);
                    int longest = 1 + random.nextInt(random.nextBoolean() ? 4 : 500);
                    int at = 0;
                    while (!reader.isComplete()) {
                        assertThat(reader.bytesNeeded()).isBetween(1, stream.length - at);
                        int piece = Math.min(1 + random.nextInt(longest), bytes.length - at);
                        at += reader.feed(bytes, at, piece);
                        assertThat(reader.bytesRead()).isEqualTo(at);
                    }

                    assertThat(at).isEqualTo(stream.length);
                    assertThat(reader.bytesNeeded()).isZero();
                    assertThat(reader.sessions()).isEqualTo(2);
                    assertThat(reader.nodes()).isEqualTo(5);
                    same(read, someNodes());
                });
    }

    @Test
    void largeFieldsPassThroughSmallPieces() throws IOException {
        Nodes nodes = new Nodes().add("", null);
        for (int i = 0; i < 20; i++) {
            nodes.add("/n" + i, new byte[i * 20_000]);
        }
        byte[] stream = stream(nodes);
        Nodes read = new Nodes();
        SnapshotStreamReader reader = new SnapshotStreamReader(read, MAX_FIELD_BYTES);

        for (int at = 0; at < stream.length; at += 1_000) {
            reader.feed(stream, at, Math.min(1_000, stream.length - at));
        }

        assertThat(reader.isComplete()).isTrue();
        same(read, nodes);
    }

    @Test
    void aBlockingReaderLeavesWhatFollows() throws IOException {
        byte[] stream = stream(someNodes());
        ByteArrayInputStream in =
                new ByteArrayInputStream(Arrays.copyOf(stream, stream.length + 9));
        Nodes read = new Nodes();

        SnapshotStream.read(in, read);

        assertThat(in.available()).isEqualTo(9);
        same(read, someNodes());
    }

    @Test
    void aStreamCutAnywhereIsNotComplete() throws IOException {
        byte[] stream = stream(someNodes());

        for (int length = 0; length < stream.length; length++) {
            ByteArrayInputStream in = new ByteArrayInputStream(stream, 0, length);

            assertThatThrownBy(() -> SnapshotStream.read(in, new Nodes()))
                    .as("cut at %d", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void damageIsRefusedOrReadAsSomethingElse() {
        byte[] stream = stream(someNodes());
        Seeds.forEach(
                2_000,
                random -> {
                    byte[] damaged = stream.clone();
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                    SnapshotStreamReader reader =
                            new SnapshotStreamReader(
                                    Database.builder(new ZnodeKinds(true, false), true), 10_000);
                    try {
                        assertThat(reader.feed(damaged, 0, damaged.length)).isPositive();
                    } catch (InvalidSnapshotException refused) {
                        assertThat(refused).hasMessageContaining("at offset");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000 00000000 7fffffff", // path
                "00000000 00000000 fffffffe",
                "00000000 00000000 00000000 00100001", // data
                "00000000 00000001 0000000000000001 00000001 00000000 7fffffff", // scheme
                "00000000 00000001 0000000000000001 ffffffff", // ACL
                "00000000 00000000 00000001 2f 00100001", // signature
                "00000000 00000000 00000001 2f 00000003 42656e",
            })
    void whatCannotBeIsRefusedAtOnce(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        SnapshotStreamReader reader = new SnapshotStreamReader(new Nodes(), MAX_FIELD_BYTES);

        assertThatThrownBy(() -> reader.feed(bytes, 0, bytes.length))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageStartingWith("the snapshot from the leader at offset ");
    }

    @Test
    void aNodeWithoutPathIsRefused() {
        byte[] bytes = HexFormat.of().parseHex("00000000".repeat(2) + "ff".repeat(8 + 68));
        SnapshotStreamReader reader = new SnapshotStreamReader(new Nodes(), MAX_FIELD_BYTES);

        assertThatThrownBy(() -> reader.feed(bytes, 0, bytes.length))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining("string is null");
    }

    @Test
    void anAclWithoutEndIsRefused() {
        byte[] head =
                HexFormat.of().parseHex("00000000" + "00000001" + "00".repeat(8) + "7fffffff");
        SnapshotStreamReader reader = new SnapshotStreamReader(new Nodes(), 1_000);
        reader.feed(head, 0, head.length);

        assertThatThrownBy(() -> reader.feed(new byte[2_000], 0, 2_000))
                .isInstanceOf(InvalidSnapshotException.class)
                .hasMessageContaining("longer than 1000 bytes");
    }

    @Test
    void nothingCanBeFedAfterTheEnd() {
        byte[] stream = stream(someNodes());
        SnapshotStreamReader reader = new SnapshotStreamReader(new Nodes(), MAX_FIELD_BYTES);
        reader.feed(stream, 0, stream.length);

        assertThatThrownBy(() -> reader.feed(stream, 0, 1))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] stream(Nodes nodes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SnapshotStream.write(nodes.image(5, 77), out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static void same(Nodes read, Nodes written) {
        assertThat(read.sessions()).isEqualTo(written.sessions());
        assertThat(read.acls()).isEqualTo(written.acls());
        assertThat(read.nodes().equals(written.nodes())).isTrue();
    }

    private static Nodes someNodes() {
        Nodes nodes = new Nodes();
        nodes.session(0x1000000000000001L, 4000);
        nodes.session(-5, 30_000);
        nodes.acl(1, Acl.OPEN);
        nodes.acl(2, List.of(new Acl(3, new Id("digest", "u:p")), new Acl(1, Id.ANYONE)));
        return nodes.add("", new byte[0])
                .add("/a", null)
                .add("/a/b", "hello".getBytes(UTF_8))
                .add("/a/\u00e4\u4e2d", new byte[300])
                .add("/z", new byte[] {1});
    }
}
