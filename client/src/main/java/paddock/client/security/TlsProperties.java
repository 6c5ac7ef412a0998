package paddock.client.security;

import org.jspecify.annotations.Nullable;

import paddock.client.session.TlsEngines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The properties of TLS by which clients are configured (reference `security.md`, section 1.1).
///
/// | property | default | meaning |
/// | --- | --- | --- |
/// | `keyStore.location`, `.password`, `.passwordPath`, `.type` | none | who we are |
/// | `trustStore.location`, `.password`, `.passwordPath`, `.type` | what the JVM trusts | whom we trust |
/// | `protocol`, `enabledProtocols`, `ciphersuites` | the JVM's | |
/// | `hostnameVerification` | true | a certificate must be made out to the host |
/// | `crl`, `ocsp` | false | how it is asked whether a certificate was revoked |
///
/// Passwords stand in a property, or in a file, which counts more and may end in a line break.
public final class TlsProperties {
    private static final String PREFIX = "zookeeper.ssl.";

    private final Function<String, @Nullable String> values;
    private final String prefix;

    /// @param values the value of a property, or null
    public TlsProperties(Function<String, @Nullable String> values) {
        this(values, PREFIX);
    }

    /// @param prefix what the names of the properties begin with
    public TlsProperties(Function<String, @Nullable String> values, String prefix) {
        this.values = values;
        this.prefix = prefix;
    }

    /// What makes the TLS side of connections. Files are read now.
    ///
    /// @throws IllegalArgumentException when the format of a file is not known
    /// @throws IOException when a file cannot be read, or not with its password
    /// @throws GeneralSecurityException when what is in it is of no use
    public TlsEngines engines() throws IOException, GeneralSecurityException {
        return engines(context());
    }

    /// What makes the TLS side of connections with a context of your own, as the properties for
    /// protocols, ciphers and host names want it.
    public TlsEngines engines(SSLContext context) {
        String hostVerification = value("hostnameVerification");
        TlsEngines engines =
                TlsEngines.of(
                        context,
                        hostVerification == null || Boolean.parseBoolean(hostVerification));
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

    /// Who we are and whom we trust; throws as [#engines()].
    public SSLContext context() throws IOException, GeneralSecurityException {
        String protocol = value("protocol");
        SSLContext context = SSLContext.getInstance(protocol == null ? "TLS" : protocol);
        context.init(keyManagers(), trustManagers(), null);
        return context;
    }

    /// Who we are, null for nobody; throws as [#engines()].
    public KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        String location = value("keyStore.location");
        if (location == null) {
            return null;
        }
        char[] password = password("keyStore");
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStores.keys(location, password, value("keyStore.type")), password);
        return factory.getKeyManagers();
    }

    /// Whom we trust, null for whom the JVM trusts; throws as [#engines()].
    public TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
        String location = value("trustStore.location");
        if (location == null) {
            return null;
        }
        KeyStore store =
                KeyStores.certificates(location, password("trustStore"), value("trustStore.type"));
        boolean crl = flag("crl");
        boolean ocsp = flag("ocsp");
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (crl || ocsp) {
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(store, new X509CertSelector());
            parameters.addCertPathChecker(revocation(crl, ocsp));
            factory.init(new CertPathTrustManagerParameters(parameters));
        } else {
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static PKIXRevocationChecker revocation(boolean crl, boolean ocsp)
            throws GeneralSecurityException {
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker)
                        CertPathValidator.getInstance("PKIX").getRevocationChecker();
        Set<PKIXRevocationChecker.Option> options =
                EnumSet.noneOf(PKIXRevocationChecker.Option.class);
        if (!ocsp) {
            options.add(PKIXRevocationChecker.Option.PREFER_CRLS);
        }
        if (!ocsp || !crl) {
            options.add(PKIXRevocationChecker.Option.NO_FALLBACK);
        }
        checker.setOptions(options);
        return checker;
    }

    private char[] password(String store) throws IOException {
        String file = value(store + ".passwordPath");
        if (file != null) {
            try {
                return Files.readString(Path.of(file), StandardCharsets.UTF_8)
                        .replaceFirst("\\R\\z", "")
                        .toCharArray();
            } catch (IOException e) {
                throw new IOException(
                        "Exception occurred when reading secret from file " + file, e);
            }
        }
        // Blanks may be part of it.
        String password = values.apply(prefix + store + ".password");
        return password == null ? new char[0] : password.toCharArray();
    }

    private boolean flag(String name) {
        return Boolean.parseBoolean(value(name));
    }

    private @Nullable String value(String name) {
        String value = values.apply(prefix + name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String[] list(String name) {
        String text = value(name);
        return text == null ? new String[0] : text.split("\\s*,\\s*");
    }
}
