package paddock.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import paddock.client.session.TlsEngines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The `zookeeper.ssl.*` properties of clients (reference `security.md`, section 1.1).
final class TlsProperties {
    private static final String PREFIX = "zookeeper.ssl.";

    private final ClientProperties values;

    TlsProperties(ClientProperties values) {
        this.values = values;
    }

    /// What makes the TLS side of connections.
    ///
    /// @throws IllegalArgumentException when the properties make no sense, or a file cannot be read
    TlsEngines engines() {
        String hostVerification = value("hostnameVerification");
        boolean checksHost = hostVerification == null || Boolean.parseBoolean(hostVerification);
        TlsEngines engines = TlsEngines.of(context(), checksHost);
        String[] protocols = list("enabledProtocols");
        String[] ciphers = list("ciphersuites");
        return (host, port) -> {
            var engine = engines.engine(host, port);
            if (protocols.length > 0) {
                engine.setEnabledProtocols(protocols);
            }
            if (ciphers.length > 0) {
                engine.setEnabledCipherSuites(ciphers);
            }
            return engine;
        };
    }

    /// Who we are and whom we trust.
    SSLContext context() {
        String protocol = value("protocol");
        try {
            SSLContext context = SSLContext.getInstance(protocol == null ? "TLS" : protocol);
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException {
        String location = value("keyStore.location");
        if (location == null) {
            return null;
        }
        char[] password = password("keyStore");
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(location, value("keyStore.type"), password), password);
        return factory.getKeyManagers();
    }

    /// Null for what the JVM trusts.
    private TrustManager @Nullable [] trust() throws GeneralSecurityException {
        String location = value("trustStore.location");
        if (location == null) {
            return null;
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(location, value("trustStore.type"), password("trustStore")));
        return factory.getTrustManagers();
    }

    private static KeyStore store(String location, @Nullable String wantedType, char[] password)
            throws GeneralSecurityException {
        String type = type(location, wantedType);
        try {
            if (type.equals("PEM")) {
                return PemStore.read(Path.of(location), password);
            }
            KeyStore store = KeyStore.getInstance(type);
            try (InputStream in = Files.newInputStream(Path.of(location))) {
                store.load(in, password);
            }
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "key or trust store " + location + " cannot be read: " + e, e);
        }
    }

    private static String type(String location, @Nullable String wanted) {
        if (wanted != null) {
            return wanted.toUpperCase(Locale.ROOT);
        }
        String name = location.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jks")) {
            return "JKS";
        } else if (name.endsWith(".p12")) {
            return "PKCS12";
        } else if (name.endsWith(".pem")) {
            return "PEM";
        } else if (name.endsWith(".bcfks")) {
            return "BCFKS";
        }
        throw new IllegalArgumentException(
                "Unable to auto-detect store file type from file name: " + location);
    }

    private char[] password(String store) {
        String file = value(store + ".passwordPath");
        if (file != null) {
            try {
                String secret = Files.readString(Path.of(file), UTF_8);
                return secret.replaceFirst("\\R\\z", "").toCharArray();
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "Exception occurred when reading secret from file " + file, e);
            }
        }
        String password = value(store + ".password");
        return password == null ? new char[0] : password.toCharArray();
    }

    private @Nullable String value(String name) {
        return values.text(PREFIX + name);
    }

    private String[] list(String name) {
        String text = value(name);
        return text == null ? new String[0] : text.split("\\s*,\\s*");
    }
}
