package org.apache.zookeeper.common;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Keys and certificates in files: key stores of Java, and PEM.
final class KeyStores {
    private static final Pattern PEM_BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "DSA");

    private static final Logger LOG = LoggerFactory.getLogger(KeyStores.class);

    private KeyStores() {}

    static KeyManager[] keyManagers(String location, String password, String type)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(loadKeys(location, password, type), password.toCharArray());
        return factory.getKeyManagers();
    }

    static TrustManager[] trustManagers(
            String location, String password, String type, boolean crl, boolean ocsp)
            throws IOException, GeneralSecurityException {
        KeyStore store = loadCertificates(location, password, type);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
        parameters.setRevocationEnabled(crl || ocsp);
        if (crl || ocsp) {
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker)
                            java.security.cert.CertPathValidator.getInstance("PKIX")
                                    .getRevocationChecker();
            Set<PKIXRevocationChecker.Option> options =
                    EnumSet.noneOf(PKIXRevocationChecker.Option.class);
            if (!ocsp) {
                options.add(PKIXRevocationChecker.Option.PREFER_CRLS);
                options.add(PKIXRevocationChecker.Option.NO_FALLBACK);
            } else if (!crl) {
                options.add(PKIXRevocationChecker.Option.NO_FALLBACK);
            }
            checker.setOptions(options);
            parameters.addCertPathChecker(checker);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    static KeyStore loadKeys(String location, String password, String type)
            throws IOException, GeneralSecurityException {
        KeyStoreFileType format = KeyStoreFileType.fromPropertyValueOrFileName(type, location);
        if (format != KeyStoreFileType.PEM) {
            return loadStore(location, password, format);
        }
        KeyStore store = empty();
        List<Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        for (PemBlock block : pemBlocks(location)) {
            if (block.isCertificate()) {
                chain.add(block.certificate());
            } else {
                key = block.privateKey(password);
            }
        }
        if (key == null || chain.isEmpty()) {
            throw new KeyStoreException(location + " lacks a private key or its certificate");
        }
        store.setKeyEntry("key", key, password.toCharArray(), chain.toArray(Certificate[]::new));
        return store;
    }

    static KeyStore loadCertificates(String location, String password, String type)
            throws IOException, GeneralSecurityException {
        KeyStoreFileType format = KeyStoreFileType.fromPropertyValueOrFileName(type, location);
        if (format != KeyStoreFileType.PEM) {
            return loadStore(location, password, format);
        }
        KeyStore store = empty();
        for (PemBlock block : pemBlocks(location)) {
            if (block.isCertificate()) {
                store.setCertificateEntry("certificate-" + store.size(), block.certificate());
            }
        }
        return store;
    }

    private static KeyStore loadStore(String location, String password, KeyStoreFileType format)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(format.name());
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<PemBlock> pemBlocks(String location) throws IOException {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher =
                PEM_BLOCK.matcher(Files.readString(Path.of(location), StandardCharsets.US_ASCII));
        while (matcher.find()) {
            blocks.add(
                    new PemBlock(
                            matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
        }
        return blocks;
    }

    /// What stands between a BEGIN and an END.
    private static final class PemBlock {
        private final String title;
        private final byte[] bytes;

        PemBlock(String title, byte[] bytes) {
            this.title = title;
            this.bytes = bytes;
        }

        boolean isCertificate() {
            return title.endsWith("CERTIFICATE");
        }

        Certificate certificate() throws GeneralSecurityException {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes));
        }

        PrivateKey privateKey(String password) throws IOException, GeneralSecurityException {
            PKCS8EncodedKeySpec spec =
                    switch (title) {
                        case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(bytes);
                        case "ENCRYPTED PRIVATE KEY" -> decrypted(password);
                        default ->
                                throw new KeyStoreException(
                                        "a PEM file has a \""
                                                + title
                                                + "\" where a key in PKCS #8 is needed");
                    };
            for (String algorithm : KEY_ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
                } catch (InvalidKeySpecException e) {
                    LOG.debug("not a key of {}", algorithm, e);
                }
            }
            throw new KeyStoreException("a PEM file has a key that is none of " + KEY_ALGORITHMS);
        }

        private PKCS8EncodedKeySpec decrypted(String password)
                throws IOException, GeneralSecurityException {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            String algorithm = info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(new PBEKeySpec(password.toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        }
    }
}
