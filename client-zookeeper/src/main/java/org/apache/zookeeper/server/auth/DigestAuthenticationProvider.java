package org.apache.zookeeper.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Makes the ids of access lists that stand for a user and password; Apache's class with this name
/// otherwise belongs to servers.
public final class DigestAuthenticationProvider {
    /// The system property that names the hash; servers must have the same.
    public static final String DIGEST_ALGORITHM_KEY =
            "zookeeper.DigestAuthenticationProvider.digestAlg";

    private DigestAuthenticationProvider() {}

    /// The id of `user:password`: the user, a colon and the hash of all of it in Base64.
    public static String generateDigest(String idPassword) throws NoSuchAlgorithmException {
        String user = idPassword.split(":", 2)[0];
        return user + ":" + Base64.getEncoder().encodeToString(digest(idPassword));
    }

    /// The hash of `user:password`.
    public static byte[] digest(String idPassword) throws NoSuchAlgorithmException {
        String algorithm = System.getProperty(DIGEST_ALGORITHM_KEY, "SHA1");
        return MessageDigest.getInstance(algorithm)
                .digest(idPassword.getBytes(StandardCharsets.UTF_8));
    }
}
