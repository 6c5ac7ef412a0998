package paddock.core.acl;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// Name and password. An id is `user:base64(hash(user:password))`, so it can stand in an ACL
/// without telling the password.
public final class DigestScheme implements AuthScheme {
    public static final String NAME = "digest";
    public static final String DEFAULT_ALGORITHM = "SHA1";

    private final String algorithm;
    private final @Nullable String superDigest;

    /// @param algorithm the name of a hash function; changing it invalidates stored ids
    /// @param superDigest the id whose owner becomes super user, if any
    /// @throws IllegalArgumentException when this Java has no such hash function
    public DigestScheme(String algorithm, @Nullable String superDigest) {
        this.algorithm = algorithm;
        this.superDigest = superDigest;
        newHash(algorithm);
    }

    /// The scheme with SHA-1 and without a super user.
    public DigestScheme() {
        this(DEFAULT_ALGORITHM, null);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    /// Accepts two parts parted by ':', the second not empty; further ':' only at the very end.
    @Override
    public boolean isValidAclId(String aclId) {
        return aclId.split(":").length == 2;
    }

    @Override
    public boolean matches(String identityId, String aclId) {
        return identityId.equals(aclId);
    }

    /// Believes everybody: knowing the password is what makes the id match an ACL.
    @Override
    public List<Id> authenticate(byte @Nullable [] auth, String peerAddress) {
        if (auth == null) {
            return List.of();
        }
        String id = idOf(auth);
        Id identity = new Id(NAME, id);
        return id.equals(superDigest) ? List.of(Identities.SUPER, identity) : List.of(identity);
    }

    @Override
    public String userName(String identityId) {
        return userOf(identityId);
    }

    /// The id that `user:password` proves.
    public String idOf(byte[] userAndPassword) {
        // Hashed as text: what is no UTF-8 was replaced before, as the reference does.
        String text = new String(userAndPassword, StandardCharsets.UTF_8);
        byte[] hash = newHash(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        return userOf(text) + ":" + Base64.getEncoder().encodeToString(hash);
    }

    private static String userOf(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static MessageDigest newHash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "no hash function \"" + algorithm + "\"; every Java has SHA1 and SHA-256", e);
        }
    }
}
