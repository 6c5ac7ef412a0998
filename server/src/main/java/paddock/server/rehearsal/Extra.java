package paddock.server.rehearsal;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.Identities;
import paddock.core.database.Applied;
import paddock.replica.ClientConnection;
import paddock.replica.Submission;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

/// A client that a rehearsal serves.
final class Extra implements ClientConnection {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Actor server;
    private final String path;
    private long sessionId;
    private byte @Nullable [] password;
    private int xid;
    private int answered;
    private boolean open = true;

    /// @param path of the znode it works on, which is its own
    Extra(Actor server, String path) {
        this.server = server;
        this.path = path;
    }

    /// Asks for a session.
    void connect() {
        server.submit(new Submission.Open(this, TIMEOUT_MILLIS));
    }

    /// The same client, when it comes to another server with its session.
    Extra movedTo(Actor other) {
        byte[] secret = password;
        if (secret == null) {
            throw new IllegalStateException("an extra without a session cannot move");
        }
        Extra moved = new Extra(other, path);
        other.submit(new Submission.Resume(moved, sessionId, secret, TIMEOUT_MILLIS));
        return moved;
    }

    /// Changes its znode in all the ways there are, and waits for everybody else's changes.
    void play() {
        byte[] data = new byte[16];
        update(new Request.Create(OpCode.CREATE, path, data, Acl.OPEN, 1, 0));
        update(new Request.SetData(path, data, -1));
        update(new Request.Delete(path, -1));
        server.submit(
                new Submission.Query(this, ++xid, OpCode.SYNC, new byte[4], Identities.NONE, 0));
    }

    /// Gives its session up.
    void leave() {
        update(new Request.CloseSession());
    }

    private void update(Request request) {
        server.submit(new Submission.Update(this, ++xid, request, Identities.NONE, 0));
    }

    boolean hasSession() {
        return sessionId != 0;
    }

    boolean isAnswered() {
        return answered == xid;
    }

    // ---- what it is told ----

    @Override
    public long sessionId() {
        return sessionId;
    }

    @Override
    public int sessionTimeoutMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public long lastHeardMillis() {
        return server.nowMillis();
    }

    @Override
    public void established(long session, byte[] secret) {
        sessionId = session;
        password = secret.clone();
    }

    @Override
    public void opened(long zxid, long nowNanos) {}

    @Override
    public void refused() {
        open = false;
    }

    @Override
    public void unopened(long zxid, int err) {
        open = false;
    }

    @Override
    public void updated(
            Submission.Update update, long zxid, Txn txn, Applied applied, long nowNanos) {
        answered++;
    }

    @Override
    public void failed(int answeredXid, long zxid, int err, long receivedNanos, long nowNanos) {
        answered++;
    }

    @Override
    public void queried(Submission.Query query, long nowNanos) {
        answered++;
    }

    @Override
    public void close() {
        open = false;
    }
}
