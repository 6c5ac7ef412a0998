package paddock.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a host answers; what its faults do to clients is the testkit's to test.
final class HostIT {
    private final Host host = new Host();

    @TempDir private Path folder;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        config = configured(0);
    }

    @AfterEach
    void stop() {
        host.apply("stop");
    }

    @Test
    void startsLooksAndStops() {
        assertThat(host.apply("look")).isEqualTo("refused no server runs");
        assertThat(host.apply("stop")).isEqualTo("ok");

        assertThat(host.apply("start " + config)).isEqualTo("ok");
        assertThat(host.apply("look")).isEqualTo("ok serving standalone alone");
        assertThat(host.apply("start " + config)).isEqualTo("refused the server runs already");

        assertThat(host.apply("stop")).isEqualTo("ok");
        assertThat(host.apply("look")).isEqualTo("refused no server runs");
        assertThat(host.apply("start " + config)).isEqualTo("ok");
    }

    @Test
    void takesEveryFaultOfAServerThatRunsAndOfNoOther() {
        List<String> faults =
                List.of("drop", "refuse", "accept", "partition", "heal", "pause", "resume");
        for (String fault : faults) {
            assertThat(host.apply(fault)).as(fault).isEqualTo("refused no server runs");
        }
        assertThat(host.apply("expire 1")).isEqualTo("refused no server runs");

        host.apply("start " + config);

        for (String fault : faults) {
            assertThat(host.apply(fault)).as(fault).isEqualTo("ok");
        }
        assertThat(host.apply("gone ffff000000000001")).isEqualTo("ok");
        assertThat(host.apply("expire ffff000000000001"))
                .isEqualTo("refused there is no session 0xffff000000000001 to expire");
    }

    @Test
    void namesWhatIsWrongWithAConfigurationOrAPort() throws IOException {
        Path wrong = folder.resolve("wrong.cfg");
        Files.write(wrong, List.of("clientPort=1", "tickTime=soon", "dataDir=" + folder));
        assertThat(host.apply("start " + wrong))
                .startsWith("failed ")
                .contains("tickTime")
                .doesNotContain("\tat ");

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(host.apply("start " + configured(taken.getLocalPort())))
                    .startsWith("failed ")
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesWhatIsNoCommandAndTracesWhatNobodyExpected() {
        assertThat(host.apply("dance")).isEqualTo("refused there is no command 'dance'");
        assertThat(host.apply("expire nobody"))
                .startsWith("failed ")
                .contains("NumberFormatException", "nobody", "paddock.testkit.server.Host.apply(");
    }

    private Path configured(int port) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.write(
                file,
                List.of(
                        "clientPort=" + port,
                        "clientPortAddress=127.0.0.1",
                        "forceSync=no",
                        "dataDir=" + folder.resolve("data")));
        return file;
    }
}
