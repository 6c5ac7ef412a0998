package paddock.client.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Keys and certificates in files: key stores of Java, and PEM.
///
/// A file's format is JKS, PKCS12, PEM or BCFKS: the one that is named, else the one that the end
/// of its name tells. Where a file cannot be read or is not what it should be, the message names
/// it.
public final class KeyStores {
    private static final Map<String, String> TYPES =
            Map.of(".jks", "JKS", ".p12", "PKCS12", ".pem", "PEM", ".bcfks", "BCFKS");

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

    /// Which kind of key a file has only trying tells.
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "DSA", "Ed25519");

    private KeyStores() {}

    /// A private key with its certificates. In PEM they stand in one file: the key in PKCS #8, and
    /// the certificates in the order of their chain.
    ///
    /// @param password of the store; in PEM that of the key, where it is encrypted
    /// @param type the format, or null where the file's name tells it
    /// @throws IllegalArgumentException when there is no such format
    /// @throws IOException when the file cannot be read, or not with that password
    public static KeyStore keys(String file, char[] password, @Nullable String type)
            throws IOException, GeneralSecurityException {
        String format = format(file, type);
        if (!format.equals("PEM")) {
            return load(file, password, format);
        }
        List<Certificate> chain = new ArrayList<>();
        Key key = null;
        Matcher block = blocks(file);
        while (block.find()) {
            String title = block.group(1);
            if (isCertificate(title)) {
                chain.add(certificate(file, bytes(file, block)));
            } else if (title.endsWith("PRIVATE KEY")) {
                key = privateKey(file, title, bytes(file, block), password);
            }
        }
        if (key == null || chain.isEmpty()) {
            throw new KeyStoreException(
                    file + " lacks a " + (key == null ? "private key" : "certificate"));
        }
        KeyStore store = empty();
        store.setKeyEntry("key", key, password, chain.toArray(Certificate[]::new));
        return store;
    }

    /// Certificates to be trusted.
    ///
    /// @param password of the store; without meaning in PEM
    /// @param type the format, or null where the file's name tells it
    /// @throws IllegalArgumentException when there is no such format
    /// @throws IOException when the file cannot be read, or not with that password
    public static KeyStore certificates(String file, char[] password, @Nullable String type)
            throws IOException, GeneralSecurityException {
        String format = format(file, type);
        if (!format.equals("PEM")) {
            return load(file, password, format);
        }
        KeyStore store = empty();
        Matcher block = blocks(file);
        while (block.find()) {
            if (isCertificate(block.group(1))) {
                store.setCertificateEntry(
                        "certificate-" + store.size(), certificate(file, bytes(file, block)));
            }
        }
        if (store.size() == 0) {
            throw new KeyStoreException(file + " has no certificate");
        }
        return store;
    }

    private static String format(String file, @Nullable String wanted) {
        if (wanted != null && !wanted.isEmpty()) {
            String type = wanted.toUpperCase(Locale.ROOT);
            if (!TYPES.containsValue(type)) {
                throw new IllegalArgumentException(
                        "there is no store file type " + wanted + "; JKS, PKCS12, PEM or BCFKS");
            }
            return type;
        }
        int dot = file.lastIndexOf('.');
        String type = dot < 0 ? null : TYPES.get(file.substring(dot).toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new IllegalArgumentException(
                    "Unable to auto-detect store file type from file name: " + file);
        }
        return type;
    }

    private static KeyStore load(String file, char[] password, String format)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(format);
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    // ---- PEM ----

    private static Matcher blocks(String file) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(file), US_ASCII));
    }

    private static boolean isCertificate(String title) {
        return title.endsWith("CERTIFICATE");
    }

    private static byte[] bytes(String file, Matcher block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a " + block.group(1) + " that is not base64", e);
        }
    }

    private static Certificate certificate(String file, byte[] bytes)
            throws GeneralSecurityException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(file + " has a certificate that is none", e);
        }
    }

    private static PrivateKey privateKey(String file, String title, byte[] bytes, char[] password)
            throws IOException, GeneralSecurityException {
        PKCS8EncodedKeySpec spec =
                switch (title) {
                    case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(bytes);
                    case "ENCRYPTED PRIVATE KEY" -> decrypted(file, bytes, password);
                    default ->
                            throw new KeyStoreException(
                                    file + " has an " + title + "; a key must be in PKCS #8");
                };
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next one, then.
            }
        }
        throw new KeyStoreException(file + " has a key that is none of " + ALGORITHMS);
    }

    private static PKCS8EncodedKeySpec decrypted(String file, byte[] bytes, char[] password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        // PBES2 names its actual algorithm in its parameters only.
        String name =
                info.getAlgParameters() == null
                        ? info.getAlgName()
                        : info.getAlgParameters().toString();
        try {
            Key secret =
                    SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password));
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " has a key that this password does not open: " + e.getMessage(), e);
        }
    }
}
