package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import paddock.conformance.server.Installation;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/// A key whose certificate it has signed itself, in files: with the key, and without for those who
/// trust it.
record Keys(Path store, Path trusted) {
    static final String PASSWORD = "password";

    /// @param subject the name, `CN=…`
    /// @param hosts what else the certificate is made out to, `dns:…`
    static Keys make(Path folder, String name, String subject, String hosts) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Installation.java().resolveSibling("keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "key",
                                "-keyalg",
                                "EC",
                                "-dname",
                                subject,
                                "-ext",
                                "SAN=" + hosts,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("trusted", keys.getCertificate("key"));
        Path trusted = folder.resolve(name + "-trusted.p12");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return new Keys(store, trusted);
    }
}
