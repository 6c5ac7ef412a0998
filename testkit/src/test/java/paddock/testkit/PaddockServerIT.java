package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;

/// What a server promises wherever it runs.
@ParameterizedClass
@MethodSource("paddock.testkit.Where#possible")
final class PaddockServerIT {
    private final Where where;

    PaddockServerIT(Where where) {
        this.where = where;
    }

    @Test
    void clientsConnectOnceItHasStarted() throws IOException {
        try (var server = start();
                var client = RawClient.connect(server.port())) {
            assertThat(client.create("/a", CreateMode.PERSISTENT)).isZero();
            assertThat(server.connectString()).isEqualTo("127.0.0.1:" + server.port());
        }
    }

    @Test
    void serversBesideEachOtherShareNothing() throws IOException {
        try (var one = start();
                var other = start();
                var ofOne = RawClient.connect(one.port());
                var ofOther = RawClient.connect(other.port())) {
            ofOne.create("/a", CreateMode.PERSISTENT);

            assertThat(ofOther.exists("/a")).isFalse();
            assertThat(one.dataDir()).isNotEqualTo(other.dataDir());
        }
    }

    @Test
    void restartKeepsPortDataAndSessions() throws IOException {
        try (var server = start()) {
            int port = server.port();
            try (var client = RawClient.connect(port)) {
                client.create("/a", CreateMode.PERSISTENT);
                server.restart();

                assertThat(client.isClosedByServer()).isTrue();
                assertThat(server.port()).isEqualTo(port);
                try (var again = client.again(port)) {
                    assertThat(again.sessionId()).isEqualTo(client.sessionId());
                    assertThat(again.exists("/a")).isTrue();
                }
            }
        }
    }

    /// Without care every eighth stop left a connection open that nobody served any more.
    @Test
    void everyStopEndsAllConnections() throws IOException {
        try (var server = start()) {
            for (int stop = 0; stop < 100; stop++) {
                try (var one = RawClient.connect(server.port());
                        var other = RawClient.connect(server.port())) {
                    server.restart();

                    assertThat(one.isClosedByServer()).isTrue();
                    assertThat(other.isClosedByServer()).isTrue();
                }
            }
        }
    }

    @Test
    void nobodyConnectsWhileItIsStopped() {
        try (var server = start()) {
            server.stop();

            assertThat(server.isRunning()).isFalse();
            assertRefused(server);
            assertThatIllegalStateException()
                    .isThrownBy(server::dropConnections)
                    .withMessageContaining("is stopped");
        }
    }

    @Test
    void closeRemovesItsDataAndIsForGood() {
        var server = start();
        Path data = server.dataDir();
        assertThat(data).isDirectory();

        server.close();
        server.close();

        assertThat(data).doesNotExist();
        assertThat(data.getParent()).doesNotExist();
        assertThatIllegalStateException()
                .isThrownBy(server::restart)
                .withMessageContaining("was closed");
    }

    @Test
    void aNamedFolderStaysAndIsTakenUpAgain(@TempDir Path folder) throws IOException {
        try (var server = builder().dataDir(folder).start();
                var client = RawClient.connect(server.port())) {
            client.create("/a", CreateMode.PERSISTENT);
        }

        try (var server = builder().dataDir(folder).start();
                var client = RawClient.connect(server.port())) {
            assertThat(client.exists("/a")).isTrue();
        }
    }

    @Test
    void aWrongValueIsRefusedByItsName() {
        assertThatThrownBy(() -> builder().config("tickTime", "soon").start())
                .hasMessageContaining("tickTime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().port(65_536))
                .withMessageContaining("65536");
    }

    @Test
    void droppedClientsGetTheirSessionsBack() throws IOException {
        try (var server = start();
                var one = RawClient.connect(server.port());
                var other = RawClient.connect(server.port())) {
            one.create("/e", CreateMode.EPHEMERAL);
            server.dropConnections();

            assertThat(one.isClosedByServer()).isTrue();
            assertThat(other.isClosedByServer()).isTrue();
            try (var again = one.again(server.port())) {
                assertThat(again.sessionId()).isEqualTo(one.sessionId());
                assertThat(again.exists("/e")).isTrue();
            }
        }
    }

    @Test
    void anExpiredSessionIsGoneWithItsEphemerals() throws IOException {
        try (var server = start();
                var client = RawClient.connect(server.port());
                var other = RawClient.connect(server.port())) {
            client.create("/e", CreateMode.EPHEMERAL);
            server.expireSession(client.sessionId());

            assertThat(other.exists("/e")).isFalse();
            assertThat(client.isClosedByServer()).isTrue();
            try (var again = client.again(server.port())) {
                assertThat(again.sessionId()).isZero();
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.expireSession(client.sessionId()))
                    .withMessageContaining(Long.toHexString(client.sessionId()));
        }
    }

    @Test
    void aPausedServerAnswersWhenItGoesOn() throws IOException {
        try (var server = start();
                var client = RawClient.connect(server.port())) {
            server.pause();
            client.ask(new Request.GetData("/", false));
            // The system still takes connections for it.
            try (var late = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertThat(late.isConnected()).isTrue();
            }
            assertThat(client.hasAnswer()).isFalse();

            server.resume();
            assertThat(client.answer()).isZero();
        }
    }

    @Test
    void aPausedServerCanBeStopped() {
        try (var server = start()) {
            server.pause();
            server.stop();

            assertRefused(server);
        }
    }

    @Test
    void whoIsConnectedStaysWhileOthersAreRefused() throws IOException {
        try (var server = start();
                var client = RawClient.connect(server.port())) {
            server.refuseConnections();
            server.refuseConnections();

            assertRefused(server);
            assertThat(client.exists("/")).isTrue();

            server.acceptConnections();
            try (var late = RawClient.connect(server.port())) {
                assertThat(late.exists("/")).isTrue();
            }
        }
    }

    private PaddockServer.Builder builder() {
        return PaddockServer.builder().hosts(where.maker());
    }

    private PaddockServer start() {
        return builder().start();
    }

    private static void assertRefused(PaddockServer server) {
        assertThatThrownBy(() -> RawClient.connect(server.port()))
                .isInstanceOf(ConnectException.class);
    }
}
