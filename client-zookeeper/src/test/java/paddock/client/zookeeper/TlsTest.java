package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.common.X509Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Keys and certificates, by the properties that programs set.
class TlsTest {
    private static final String PASSWORD = "password";

    private final ClientX509Util names = new ClientX509Util();
    private final ZKClientConfig config = new ZKClientConfig();

    @TempDir private Path folder;

    @BeforeEach
    void makeKey() throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "key",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store().toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "trusted",
                X509Util.loadKeyStore(store().toString(), PASSWORD, null).getCertificate("key"));
        try (OutputStream out = Files.newOutputStream(trusted())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private Path trusted() {
        return folder.resolve("trusted.p12");
    }

    private Path store() {
        return folder.resolve("store.p12");
    }

    private void use(Path keys, Path certificates) {
        config.setProperty(names.getSslKeystoreLocationProperty(), keys.toString());
        config.setProperty(names.getSslKeystorePasswdProperty(), PASSWORD);
        config.setProperty(names.getSslTruststoreLocationProperty(), certificates.toString());
        config.setProperty(names.getSslTruststorePasswdProperty(), PASSWORD);
    }

    @Test
    void aKeyStoreMakesAContextThatBothSidesTrust() throws Exception {
        use(store(), trusted());

        assertThat(saidOverTls(names.createSSLContext(config))).isEqualTo(7);
    }

    @Test
    void pemDoesAsWell() throws Exception {
        KeyStore keys = X509Util.loadKeyStore(store().toString(), PASSWORD, null);
        String certificate = pem("CERTIFICATE", keys.getCertificate("key").getEncoded());
        String key = pem("PRIVATE KEY", keys.getKey("key", PASSWORD.toCharArray()).getEncoded());
        use(
                Files.writeString(folder.resolve("key.pem"), key + certificate),
                Files.writeString(folder.resolve("trust.pem"), certificate));

        assertThat(saidOverTls(names.createSSLContext(config))).isEqualTo(7);
    }

    @Test
    void aPasswordMayStandInAFile() throws Exception {
        use(store(), trusted());
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
        config.setProperty(names.getSslKeystorePasswdProperty(), null);
        config.setProperty(names.getSslKeystorePasswdPathProperty(), secret.toString());

        assertThat(saidOverTls(names.createSSLContext(config))).isEqualTo(7);
    }

    @Test
    void aStoreThatIsNotThereIsAnError() {
        use(folder.resolve("none.p12"), trusted());

        assertThatThrownBy(() -> names.createSSLContext(config))
                .isInstanceOf(X509Exception.SSLContextException.class)
                .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    private static String pem(String title, byte[] bytes) {
        String lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return "-----BEGIN " + title + "-----\n" + lines + "\n-----END " + title + "-----\n";
    }

    /// What one side of a connection hears from the other.
    private static int saidOverTls(SSLContext context) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (SSLServerSocket listening =
                (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            listening.setNeedClientAuth(true);
            CompletableFuture<Integer> heard =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (var accepted = listening.accept()) {
                                    return accepted.getInputStream().read();
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            try (SSLSocket connected =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(loopback, listening.getLocalPort())) {
                connected.getOutputStream().write(7);
                connected.getOutputStream().flush();
                return heard.get(30, TimeUnit.SECONDS);
            }
        }
    }
}
