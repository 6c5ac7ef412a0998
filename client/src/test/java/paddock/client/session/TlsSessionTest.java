package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import paddock.wire.protocol.Request;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

@Timeout(60)
final class TlsSessionTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir private Path folder;

    /// A context whose certificate is made out to a host, and which trusts that certificate.
    private SSLContext context(String host) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "server",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static ScriptedServer server(SSLContext context) {
        return new ScriptedServer(
                context.getServerSocketFactory(),
                connection -> {
                    connection.open(connection.frame(), false);
                    connection.answerNoNode();
                });
    }

    @Test
    void everythingGoesThroughTls() throws Exception {
        SSLContext context = context("localhost");
        try (var server = server(context)) {
            TestSession client =
                    new TestSession(
                            SessionSettings.connectTo("localhost:" + server.port())
                                    .tls(TlsEngines.of(context, true)));
            assertThat(client.ask(new Request.Exists("/a", false)).error()).isEqualTo(-101);
            client.session.abandon();
        }
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() throws Exception {
        SSLContext context = context("elsewhere.example");
        try (var server = server(context)) {
            TestSession client =
                    new TestSession(
                            SessionSettings.connectTo("localhost:" + server.port())
                                    .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
                                    .tls(TlsEngines.of(context, true)));
            for (int i = 0; i < 3; i++) {
                assertThat(client.ask(new Request.Exists("/a", false)).error()).isEqualTo(-4);
            }
            assertThat(client.states()).isEmpty();
            client.session.abandon();

            TestSession careless =
                    new TestSession(
                            SessionSettings.connectTo("localhost:" + server.port())
                                    .tls(TlsEngines.of(context, false)));
            assertThat(careless.ask(new Request.Exists("/a", false)).error()).isEqualTo(-101);
            careless.session.abandon();
        }
    }
}
