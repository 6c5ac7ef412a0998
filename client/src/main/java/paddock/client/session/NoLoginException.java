package paddock.client.session;

import java.io.IOException;

/// The program has no login that it could prove to a server: there is no ticket or key for it, or
/// nobody who gives it one.
public final class NoLoginException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoLoginException(String message, Throwable cause) {
        super(message, cause);
    }
}
