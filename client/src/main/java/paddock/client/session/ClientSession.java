package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;

import java.net.SocketAddress;
import java.util.List;

/// A session with an ensemble. Any thread may use it.
public final class ClientSession {
    private final SessionHost host;

    private ClientSession(SessionHost host) {
        this.host = host;
    }

    /// Opens a session and returns at once; its first event says that it is connected. Requests may
    /// be submitted right away.
    public static ClientSession open(SessionSettings settings, SessionListener listener) {
        SessionHost host = new SessionHost(settings, listener);
        host.start();
        return new ClientSession(host);
    }

    /// Sends a request. Requests of one thread are sent in the order in which it submits them.
    ///
    /// Waits while [SessionSettings#maxOutstanding] requests are under way. Byte arrays of the
    /// request belong to the session until the outcome.
    ///
    /// @param request its paths are below the chroot, which the session adds, and takes off answers
    /// @param watch what becomes of watches when it succeeds; null for nothing
    /// @param outcome called exactly once
    public void submit(Request request, @Nullable WatchChange watch, Outcome outcome) {
        host.submit(request, watch, outcome);
    }

    /// Adds an identity, now and on every later connection. A refusal ends the session as
    /// [SessionState#AUTH_FAILED].
    ///
    /// @param outcome told what a server said of it first; null for nobody
    public void addAuth(String scheme, byte[] auth, @Nullable Outcome outcome) {
        host.addAuth(scheme, auth, outcome);
    }

    /// Leaves the server for the next one, after the answers to what was sent.
    public void reconnect() {
        host.reconnect();
    }

    /// Has the session use other servers, and moves it if it has to, see [ServerList#update].
    ///
    /// @throws UnsupportedOperationException when its servers are not a [ServerList]
    /// @throws IllegalArgumentException when there is none in the list
    public void updateServers(List<HostPort> servers) {
        host.updateServers(servers);
    }

    /// Ends the session, once everything submitted before is answered; what comes later fails with
    /// -112. A session that is not connected makes one more attempt, and leaves it to the ensemble
    /// to expire it if that fails.
    ///
    /// @param outcome told when it is over, with the code of the request to close; at once where it
    ///   was over
    public void close(Outcome outcome) {
        host.close(outcome);
    }

    /// Ends it here and now, and says nothing to the ensemble, which keeps it until it expires.
    /// Whoever knows id and password can take it up.
    public void abandon() {
        host.abandon();
    }

    /// 0 until it is connected for the first time, and while only a server without a quorum ever
    /// served it.
    public long sessionId() {
        return host.sessionId();
    }

    /// What it takes, with the id, to take up the session elsewhere.
    public byte[] password() {
        return host.password();
    }

    /// What servers made of the timeout; 0 until it is connected for the first time.
    public int negotiatedTimeoutMillis() {
        return host.negotiatedTimeoutMillis();
    }

    /// How the session stands now, which may be ahead of the events.
    public SessionState state() {
        return host.state();
    }

    /// The newest zxid an answer has had.
    public long lastZxid() {
        return host.lastZxid();
    }

    /// The server that serves it, or null.
    public @Nullable SocketAddress remoteAddress() {
        return host.remoteAddress();
    }

    /// This side of the connection, or null.
    public @Nullable SocketAddress localAddress() {
        return host.localAddress();
    }

    /// Who watches what.
    public WatchTable watches() {
        return host.watches();
    }

    /// Takes a watcher out of the table, here only and without an event. The server goes on sending
    /// events, for the other watchers of the path.
    ///
    /// @return whether it was there
    public boolean forget(WatchKind kind, String path, Object watcher) {
        return !host.watches().remove(kind, path, watcher).isEmpty();
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
