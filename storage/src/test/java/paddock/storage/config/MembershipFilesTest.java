package paddock.storage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class MembershipFilesTest {
    private static final String ONE = "server.1=a:2888:3888:participant;0.0.0.0:2181";
    private static final String TWO = "server.2=b:2888:3888:observer";

    @TempDir private Path dir;
    private Path config;
    private MembershipFiles files;

    @BeforeEach
    void open() {
        config = dir.resolve("zoo.cfg");
        files = new MembershipFiles(config);
    }

    @Test
    void aMembershipInForceIsSortedAndHasItsVersionInTheName() throws IOException {
        Path file = files.write(0x100000003L, TWO + "\n" + ONE + "\nweight.1=2\nversion=100000003");

        assertThat(file).isEqualTo(dir.resolve("zoo.cfg.dynamic.100000003"));
        assertThat(Files.readString(file)).isEqualTo(ONE + "\n" + TWO + "\nweight.1=2\n");
        assertThat(MembershipFiles.read(file))
                .isEqualTo(
                        new MembershipFiles.Stored(
                                file, 0x100000003L, ONE + "\n" + TWO + "\nweight.1=2\n"));
    }

    @Test
    void aFileOfAnyOtherNameHasVersionZero() throws IOException {
        for (String name : new String[] {"members", "my.dynamic", "zoo.dynamic.-5", "a.b."}) {
            Path file = dir.resolve(name);
            Files.writeString(file, ONE);

            assertThat(MembershipFiles.read(file).version()).isZero();
        }
    }

    @Test
    void aVersionInALineIsRefused() throws IOException {
        Path file = dir.resolve("zoo.cfg.dynamic.1");
        Files.writeString(file, ONE + "\nversion = 1\n");

        assertThatThrownBy(() -> MembershipFiles.read(file))
                .isInstanceOf(MembershipFileException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> MembershipFiles.read(dir.resolve("nowhere")))
                .isInstanceOf(MembershipFileException.class)
                .hasMessage(dir.resolve("nowhere") + " file is missing");
    }

    @Test
    void aProposedMembershipKeepsItsVersionUntilItIsInForce() {
        assertThat(files.readNext()).isNull();

        files.writeNext(ONE + "\nversion=200000000");
        assertThat(dir.resolve("zoo.cfg.dynamic.next")).hasContent(ONE + "\nversion=200000000");
        assertThat(files.readNext()).isEqualTo(ONE + "\nversion=200000000");

        files.deleteNext();
        files.deleteNext();
        assertThat(files.readNext()).isNull();
    }

    @Test
    void theConfigurationFileLosesItsMembershipAndNothingElse() throws IOException {
        String before =
                """
                # our three servers
                tickTime=2000
                dataDir = /var/lib/zookeeper
                clientPort=2181
                clientPortAddress=10.0.0.1
                secureClientPort=2281
                peerType=observer
                """
                        + ONE
                        + "\n  server.2 : b:2888:\\\n   3888\n"
                        + """
                        group.1=1:2
                        weight.1=1
                        dynamicConfigFile=/etc/old

                        ! the end
                        syncLimit\\
                        =5\
                        """;
        Files.writeString(config, before);
        Path dynamic = dir.resolve("x/../zoo.cfg.dynamic.1");

        assertThat(StaticConfig.holdsMembership(before)).isTrue();
        files.backUp();
        files.pointAt(dynamic, true);

        assertThat(dir.resolve("zoo.cfg.bak")).hasContent(before);
        String after = Files.readString(config);
        assertThat(after)
                .isEqualTo(
                        """
                        # our three servers
                        tickTime=2000
                        dataDir = /var/lib/zookeeper
                        secureClientPort=2281

                        ! the end
                        syncLimit\\
                        =5
                        dynamicConfigFile=%s
                        """
                                .formatted(dir.resolve("zoo.cfg.dynamic.1").toAbsolutePath()));
        assertThat(StaticConfig.holdsMembership(after)).isFalse();
    }

    @Test
    void theClientPortStaysWhereTheMembershipDoesNotNameIt() {
        assertThat(StaticConfig.pointingAt("clientPort=1\n", Path.of("/d"), false))
                .isEqualTo("clientPort=1\ndynamicConfigFile=/d\n");
    }

    @Test
    void otherBytesThanAsciiSurvive() throws IOException {
        byte[] umlauts =
                "# gr\u00fc\u00dfe\ndataDir=/\u00e4\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(config, umlauts);

        files.pointAt(Path.of("/d"), false);

        assertThat(Files.readString(config, StandardCharsets.ISO_8859_1))
                .isEqualTo("# gr\u00fc\u00dfe\ndataDir=/\u00e4\ndynamicConfigFile=/d\n");
    }

    @Test
    void nothingUnfinishedIsLeftBehind() throws IOException {
        files.write(1, ONE);
        files.write(1, TWO);
        files.writeNext(ONE);

        try (var left = Files.list(dir)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("zoo.cfg.dynamic.1", "zoo.cfg.dynamic.next");
        }
    }
}
