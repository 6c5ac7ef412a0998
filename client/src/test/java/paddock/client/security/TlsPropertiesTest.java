package paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Properties of TLS, tried by shaking hands with somebody who has the same properties.
@Timeout(60)
class TlsPropertiesTest {
    private static final String PASSWORD = "secret";

    @TempDir private Path folder;

    @TempDir private static Path folderOfAll;

    private static Path keys;

    @BeforeAll
    static void makeAKey() throws Exception {
        keys = folderOfAll.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
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
                                keys.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @Test
    void aStoreIsReadByItsExtension() throws Exception {
        assertThat(shakesHands(properties(keys, PASSWORD))).isTrue();
    }

    @Test
    void aPasswordCanStandInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Properties properties = properties(keys, "wrong");
        properties.setProperty("zookeeper.ssl.keyStore.passwordPath", file.toString());
        properties.setProperty("zookeeper.ssl.trustStore.passwordPath", file.toString());

        assertThat(shakesHands(properties)).isTrue();
    }

    @Test
    void keysCanBePem() throws Exception {
        Path pem = pem("PRIVATE KEY", key().getEncoded());
        Properties properties = properties(pem, "");
        properties.setProperty("zookeeper.ssl.trustStore.location", trusted().toString());

        assertThat(shakesHands(properties)).isTrue();
    }

    @Test
    void keysCanBeEncryptedPem() throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
        // The name under which the algorithm has a number.
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        byte[] encrypted = cipher.doFinal(key().getEncoded());
        Path pem =
                pem(
                        "ENCRYPTED PRIVATE KEY",
                        new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        Properties properties = properties(pem, PASSWORD);
        properties.setProperty("zookeeper.ssl.trustStore.location", trusted().toString());

        assertThat(shakesHands(properties)).isTrue();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> context(properties(folder.resolve("keys.txt"), PASSWORD)))
                .hasMessageStartingWith("Unable to auto-detect store file type from file name: ");
        assertThatThrownBy(() -> context(properties(folder.resolve("none.p12"), PASSWORD)))
                .hasMessageContaining("none.p12 cannot be read");
        assertThatThrownBy(() -> context(properties(keys, "wrong")))
                .hasMessageContaining("keys.p12 cannot be read");
    }

    private static Properties properties(Path store, String password) {
        Properties properties = new Properties();
        for (String kind : new String[] {"keyStore", "trustStore"}) {
            properties.setProperty("zookeeper.ssl." + kind + ".location", store.toString());
            properties.setProperty("zookeeper.ssl." + kind + ".password", password);
        }
        return properties;
    }

    private static SSLContext context(Properties properties) {
        return new TlsProperties(ClientProperties.read(properties, null)).context();
    }

    /// Whether somebody with these properties and somebody else with them trust each other.
    private static boolean shakesHands(Properties properties) throws Exception {
        SSLContext context = context(properties);
        try (var listening =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<Integer> heard =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (var socket = listening.accept()) {
                                    return socket.getInputStream().read();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            try (var socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            listening.getLocalPort())) {
                socket.getOutputStream().write('x');
                return heard.get() == 'x';
            }
        }
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private PrivateKey key() throws Exception {
        return (PrivateKey) store().getKey("key", PASSWORD.toCharArray());
    }

    private Path trusted() throws Exception {
        return Files.writeString(
                folder.resolve("trusted.pem"),
                block("CERTIFICATE", store().getCertificate("key").getEncoded()),
                US_ASCII);
    }

    private Path pem(String kind, byte[] key) throws Exception {
        return Files.writeString(
                folder.resolve("keys.pem"),
                block("CERTIFICATE", store().getCertificate("key").getEncoded()) + block(kind, key),
                US_ASCII);
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }
}
