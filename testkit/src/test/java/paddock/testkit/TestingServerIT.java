package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.testkit.curator.TestingServer;
import paddock.wire.protocol.CreateMode;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;

/// The idiom that Curator's users know.
final class TestingServerIT {
    @Test
    void servesOnceItIsMadeAndKeepsDataOverARestart() throws Exception {
        try (TestingServer server = new TestingServer()) {
            assertThat(server.getConnectString()).isEqualTo("127.0.0.1:" + server.getPort());
            try (var client = RawClient.connect(server.getPort())) {
                client.create("/kept", CreateMode.PERSISTENT);
            }

            server.stop();
            assertThatThrownBy(() -> RawClient.connect(server.getPort()))
                    .isInstanceOf(ConnectException.class);
            server.restart();

            try (var client = RawClient.connect(server.getPort())) {
                assertThat(client.exists("/kept")).isTrue();
            }
        }
    }

    @Test
    void startsLaterWhereThatIsWanted() throws IOException {
        try (TestingServer server = new TestingServer(false)) {
            assertThatThrownBy(() -> RawClient.connect(server.getPort()))
                    .isInstanceOf(ConnectException.class);

            server.start();

            RawClient.connect(server.getPort()).close();
        }
    }

    @Test
    void leavesAFolderThatItWasGiven(@TempDir File folder) {
        TestingServer server = new TestingServer(-1, folder);
        assertThat(server.getTempDirectory()).isEqualTo(folder);

        server.close();

        assertThat(new File(folder, "version-2")).isDirectory();
    }

    @Test
    void removesItsOwnFolder() {
        TestingServer server = new TestingServer();

        server.close();

        assertThat(server.getTempDirectory()).doesNotExist();
    }
}
