package paddock.client.session;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;

/// What servers know a session by.
final class Identity {
    private final int wantedTimeoutMillis;
    private final boolean readOnlyAllowed;

    /// Whether an ensemble knows it, rather than one server without a quorum.
    private boolean known;

    // Written by the thread of the session, read by any.
    private volatile long id;
    private volatile byte[] password;
    private volatile int timeoutMillis;

    Identity(SessionSettings settings) {
        wantedTimeoutMillis = settings.sessionTimeoutMillis();
        readOnlyAllowed = settings.readOnlyAllowed();
        id = settings.sessionId();
        password = settings.password();
        known = id != 0;
    }

    long id() {
        return id;
    }

    byte[] password() {
        return password.clone();
    }

    /// What servers made of the timeout; 0 before.
    int timeoutMillis() {
        return timeoutMillis;
    }

    boolean isKnown() {
        return known;
    }

    /// Writes the frame that asks a server for the session.
    void ask(JuteWriter out, long lastZxid) {
        int start = out.size();
        out.writeInt(0);
        new ConnectRequest(
                        0,
                        lastZxid,
                        wantedTimeoutMillis,
                        known ? id : 0,
                        known ? password : new byte[16],
                        readOnlyAllowed,
                        true)
                .write(out);
        out.setInt(start, out.size() - start - 4);
    }

    /// A server has opened or resumed it.
    void accepted(ConnectResponse response) {
        id = response.sessionId();
        password = response.password();
        timeoutMillis = response.timeoutMillis();
        known |= !response.readOnly();
    }

    @Override
    public String toString() {
        return "session 0x" + Long.toHexString(id);
    }
}
