package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;

import java.util.Map;

import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

@Timeout(60)
final class SaslSessionTest {
    private static final String PASSWORD = "secret";

    private static SaslServer saslServer() throws SaslException {
        return Sasl.createSaslServer(
                "DIGEST-MD5",
                "zookeeper",
                "zk-sasl-md5",
                Map.of(),
                callbacks -> {
                    for (Callback each : callbacks) {
                        if (each instanceof NameCallback name) {
                            name.setName(name.getDefaultName());
                        } else if (each instanceof PasswordCallback password) {
                            password.setPassword(PASSWORD.toCharArray());
                        } else if (each instanceof AuthorizeCallback authorize) {
                            authorize.setAuthorized(true);
                        }
                    }
                });
    }

    /// Takes nothing but SASL until it is through with it.
    private static void serve(ScriptedServer.Connection connection) throws Exception {
        connection.open(connection.frame(), false);
        SaslServer sasl = saslServer();
        while (true) {
            JuteReader frame = connection.frame();
            RequestHeader header = RequestHeader.read(frame);
            if (header.opCode() == OpCode.SASL) {
                byte[] token = frame.readBuffer();
                try {
                    byte[] challenge = sasl.evaluateResponse(token == null ? new byte[0] : token);
                    connection.answer(header, 0, new Response.SaslToken(challenge));
                } catch (SaslException e) {
                    connection.answer(header, -115, new Response.SaslToken(null));
                    return;
                }
            } else {
                connection.answer(header, sasl.isComplete() ? -101 : -102, null);
            }
        }
    }

    private static TestSession session(ScriptedServer server, String password) {
        return new TestSession(
                SessionSettings.connectTo("127.0.0.1:" + server.port())
                        .sasl(to -> SaslClientExchange.digestMd5("me", password)));
    }

    @Test
    void requestsWaitUntilTheServerKnowsWhoAsks() {
        try (var server = new ScriptedServer(SaslSessionTest::serve)) {
            TestSession client = session(server, PASSWORD);
            Answer answer = client.ask(new Request.Exists("/a", false));

            assertThat(answer.error()).isEqualTo(-101);
            assertThat(client.told)
                    .contains(
                            SessionEvent.ofSession(
                                    SessionEvent.Kind.SASL_AUTHENTICATED, SessionState.CONNECTED));
            client.session.abandon();
        }
    }

    @Test
    void aWrongPasswordIsTheEnd() {
        try (var server = new ScriptedServer(SaslSessionTest::serve)) {
            TestSession client = session(server, "wrong");
            assertThat(client.ask(new Request.Exists("/a", false)).error()).isEqualTo(-115);
            client.awaitState(SessionState.AUTH_FAILED);
        }
    }

    @Test
    void aServerThatIsNotSetUpForItIsTheEnd() {
        try (var server =
                new ScriptedServer(
                        connection -> {
                            connection.open(connection.frame(), false);
                            RequestHeader first = RequestHeader.read(connection.frame());
                            connection.answer(first, 0, new Response.SaslToken(null));
                            // It is the client that hangs up.
                            connection.frame();
                        })) {
            TestSession client = session(server, PASSWORD);
            assertThat(client.ask(new Request.Exists("/a", false)).error()).isEqualTo(-115);
            client.awaitState(SessionState.AUTH_FAILED);
        }
    }
}
