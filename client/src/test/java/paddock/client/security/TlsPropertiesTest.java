package paddock.client.security;

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
        Path pem = encrypted();
        Properties properties = properties(pem, PASSWORD);
        properties.setProperty("zookeeper.ssl.trustStore.location", trusted().toString());

        assertThat(shakesHands(properties)).isTrue();
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        assertSaid("Unable to auto-detect store file type from file name: ", "keys.txt", PASSWORD);
        assertSaid("none.p12", "none.p12", PASSWORD);
        assertSaid(keys + " cannot be read: ", keys.toString(), "wrong");
        Properties odd = properties(keys, PASSWORD);
        odd.setProperty("zookeeper.ssl.keyStore.type", "ZIP");
        assertThatThrownBy(() -> context(odd))
                .hasMessage("there is no store file type ZIP; JKS, PKCS12, PEM or BCFKS");
        Properties noSecret = properties(keys, "");
        noSecret.setProperty("zookeeper.ssl.keyStore.passwordPath", "/nowhere");
        assertThatThrownBy(() -> context(noSecret))
                .hasMessage("Exception occurred when reading secret from file /nowhere");
    }

    @Test
    void whatIsWrongInPemIsSaid() throws Exception {
        assertSaid("lacks a private key", trusted().toString(), "");
        assertSaid("lacks a private key", empty().toString(), "");
        assertSaid("has an RSA PRIVATE KEY; a key must be in PKCS #8", old().toString(), "");
        assertSaid("a key that is none of [RSA, ", nonsense("PRIVATE KEY", "AAAA"), "");
        assertSaid("a PRIVATE KEY that is not base64", nonsense("PRIVATE KEY", "A"), "");
        assertSaid("a certificate that is none", nonsense("CERTIFICATE", "AAAA"), "");
        assertSaid("a key that this password does not open", encrypted().toString(), "wrong");
        Properties nobody = new Properties();
        nobody.setProperty("zookeeper.ssl.trustStore.location", empty().toString());
        assertThatThrownBy(() -> context(nobody)).hasMessageEndingWith("has no certificate");
    }

    private static void assertSaid(String message, String file, String password) {
        assertThatThrownBy(() -> context(properties(Path.of(file), password)))
                .hasMessageContaining(message);
    }

    private Path encrypted() throws Exception {
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
        return pem(
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
    }

    private Path empty() throws Exception {
        return Files.writeString(folder.resolve("empty.pem"), "nothing");
    }

    private Path old() throws Exception {
        return pem("RSA PRIVATE KEY", new byte[8]);
    }

    private String nonsense(String kind, String text) throws Exception {
        String block = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
        return Files.writeString(folder.resolve("nonsense.pem"), block).toString();
    }

    private static Properties properties(Path store, String password) {
        Properties properties = new Properties();
        for (String kind : new String[] {"keyStore", "trustStore"}) {
            properties.setProperty("zookeeper.ssl." + kind + ".location", store.toString());
            properties.setProperty("zookeeper.ssl." + kind + ".password", password);
        }
        return properties;
    }

    private static SSLContext context(Properties properties) throws Exception {
        return new TlsProperties(properties::getProperty).context();
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
