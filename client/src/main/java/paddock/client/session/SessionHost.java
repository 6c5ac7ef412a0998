package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;

import java.net.SocketAddress;
import java.util.List;

/// Runs a session on its event loop.
final class SessionHost {
    private final WatchTable watches = new WatchTable();

    SessionHost(SessionSettings settings, SessionListener listener) {
        throw new UnsupportedOperationException(settings.chroot() + listener);
    }

    void start() {}

    void submit(Request request, @Nullable WatchChange watch, Outcome outcome) {
        outcome.done(0, -1, -4, null);
    }

    void addAuth(String scheme, byte[] auth, @Nullable Outcome outcome) {}

    void reconnect() {}

    void updateServers(List<HostPort> servers) {}

    void close(Outcome outcome) {
        outcome.done(0, -1, 0, null);
    }

    void abandon() {}

    long sessionId() {
        return 0;
    }

    byte[] password() {
        return new byte[16];
    }

    int negotiatedTimeoutMillis() {
        return 0;
    }

    SessionState state() {
        return SessionState.CLOSED;
    }

    long lastZxid() {
        return 0;
    }

    @Nullable SocketAddress remoteAddress() {
        return null;
    }

    @Nullable SocketAddress localAddress() {
        return null;
    }

    WatchTable watches() {
        return watches;
    }

    @Override
    public String toString() {
        return "session 0x" + Long.toHexString(sessionId());
    }
}
