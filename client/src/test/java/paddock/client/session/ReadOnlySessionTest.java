package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.Request;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
final class ReadOnlySessionTest {
    private static final int ISRO = 0x6973726f;

    /// A member of an ensemble that has a quorum or not.
    private static ScriptedServer server(AtomicBoolean quorum, List<ConnectRequest> opened) {
        return new ScriptedServer(
                connection -> {
                    int first = connection.first();
                    if (first == ISRO) {
                        connection.say(quorum.get() ? "rw" : "ro");
                        return;
                    }
                    opened.add(connection.open(connection.frameOf(first), !quorum.get()));
                    connection.answerNoNode();
                });
    }

    @Test
    void moveToAServerWithAQuorumAsSoonAsThereIsOne() {
        AtomicBoolean quorum = new AtomicBoolean();
        List<ConnectRequest> opened = new CopyOnWriteArrayList<>();
        try (var server = server(quorum, opened);
                var client =
                        new TestSession(
                                SessionSettings.connectTo("127.0.0.1:" + server.port())
                                        .readOnlyAllowed(true))) {
            client.awaitStates(SessionState.CONNECTED_READ_ONLY);
            assertThat(client.ask(new Request.Exists("/a", false)).error()).isEqualTo(-101);
            quorum.set(true);
            client.awaitStates(
                    SessionState.CONNECTED_READ_ONLY,
                    SessionState.CONNECTING,
                    SessionState.CONNECTED);

            assertThat(opened).extracting(ConnectRequest::readOnly).containsExactly(true, true);
            // What a server without a quorum opened is nothing another one knows.
            assertThat(opened).extracting(ConnectRequest::sessionId).containsExactly(0L, 0L);
            client.session.abandon();
        }
    }
}
