package paddock.core.session;

import java.security.MessageDigest;

/// The passwords of sessions. They follow from the session id, so every server can check them and
/// none needs to keep them (client protocol reference, section 3.3).
public final class SessionPasswords {
    /// How many bytes a password has.
    public static final int LENGTH = 16;

    private static final long SECRET = 0xB3415C00L;

    // The generator of java.util.Random, which clients of other servers rely on.
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long INCREMENT = 0xBL;
    private static final long MASK = (1L << 48) - 1;

    private SessionPasswords() {}

    /// The password of a session.
    public static byte[] of(long sessionId) {
        byte[] password = new byte[LENGTH];
        long state = (sessionId ^ SECRET ^ MULTIPLIER) & MASK;
        for (int at = 0; at < LENGTH; at += Integer.BYTES) {
            state = state * MULTIPLIER + INCREMENT & MASK;
            int value = (int) (state >>> 16);
            for (int part = 0; part < Integer.BYTES; part++) {
                password[at + part] = (byte) (value >> part * Byte.SIZE);
            }
        }
        return password;
    }

    /// Whether this is the password of a session. Session 0 does not exist and has none.
    public static boolean matches(long sessionId, byte[] password) {
        return sessionId != 0 && MessageDigest.isEqual(password, of(sessionId));
    }
}
