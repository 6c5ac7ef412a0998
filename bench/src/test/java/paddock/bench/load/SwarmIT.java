package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class SwarmIT {
    private static final byte[] READ = Frames.request(1, new Request.GetData("/a", false));

    @Test
    void everyMemberSendsWhatIsItsOwn() throws Exception {
        try (RunningEcho echo = new RunningEcho();
                Swarm swarm = new Swarm(List.of(echo.address()), 1_000)) {
            List<Integer> asked = new ArrayList<>();
            swarm.connect(5);

            swarm.callEach(
                    index -> {
                        asked.add(index);
                        return Frames.ping();
                    });
            swarm.callAll(Collections.nCopies(7, READ));

            assertThat(asked).containsExactly(0, 1, 2, 3, 4);
            // What the echo server grants, whatever it is asked for.
            assertThat(swarm.grantedTimeoutMillis()).isEqualTo(120_000);
        }
    }

    @Test
    void whoIsTurnedAwayComesAgainUntilItHasASession() throws Exception {
        int turnedAway = 3;
        int members = 5;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Swarm swarm = new Swarm((InetSocketAddress) server.getLocalSocketAddress())) {
            List<Socket> granted = new ArrayList<>();
            Thread serving =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            for (int i = 0; i < turnedAway; i++) {
                                                server.accept().close();
                                            }
                                            for (int i = 0; i < members; i++) {
                                                Socket socket = server.accept();
                                                socket.getOutputStream().write(session());
                                                granted.add(socket);
                                            }
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });

            swarm.connect(members);
            serving.join();

            assertThat(swarm.retries()).isEqualTo(turnedAway);
            for (Socket each : granted) {
                each.close();
            }
        }
    }

    private static byte[] session() {
        return ByteBuffer.allocate(41)
                .putInt(37)
                .putInt(0)
                .putInt(120_000)
                .putLong(1)
                .putInt(16)
                .array();
    }
}
