package paddock.conformance.differential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The hash inside a digest identity (client protocol reference, section 11.1).
public final class Digests {
    private Digests() {}

    /// The part after the colon of the identity that `userAndPassword` authenticates.
    public static String of(String userAndPassword) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
