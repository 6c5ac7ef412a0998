package paddock.shell;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A file of certificates, and maybe a private key (PKCS#8) for the first of them, in PEM.
final class PemStore {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

    private PemStore() {}

    /// @param password of the key where it is encrypted; it is also the store's
    static KeyStore read(Path file, char[] password) throws IOException, GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>();
        Key key = null;
        Matcher block = BLOCK.matcher(Files.readString(file, US_ASCII));
        while (block.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            switch (block.group(1)) {
                case "CERTIFICATE" ->
                        certificates.add(
                                CertificateFactory.getInstance("X.509")
                                        .generateCertificate(new ByteArrayInputStream(bytes)));
                case "PRIVATE KEY" -> key = key(new PKCS8EncodedKeySpec(bytes));
                case "ENCRYPTED PRIVATE KEY" -> key = key(decrypted(bytes, password));
                default -> {}
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        if (key == null) {
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trusted-" + i, certificates.get(i));
            }
        } else {
            store.setKeyEntry("key", key, password, certificates.toArray(Certificate[]::new));
        }
        return store;
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, char[] password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        // PBES2 names its actual algorithm in its parameters only.
        String name =
                info.getAlgParameters() == null
                        ? info.getAlgName()
                        : info.getAlgParameters().toString();
        Key secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    /// Which kind of key it is, only trying tells.
    private static Key key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                // The next one, then.
            }
        }
        throw new GeneralSecurityException("a private key that is neither RSA, EC nor Ed25519");
    }
}
