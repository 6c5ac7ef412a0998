package paddock.replica;

import paddock.core.acl.Identities;
import paddock.core.database.Applied;
import paddock.core.session.SessionPasswords;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.List;

/// A client whose connection writes down what it is told.
final class FakeClient implements ClientConnection {
    static final int TIMEOUT = 4_000;

    /// What it was told, in order.
    final List<String> told = new ArrayList<>();

    long lastHeardMillis;
    private long sessionId;
    private final boolean takesReadOnly;
    private boolean open = true;

    FakeClient() {
        this(false);
    }

    /// A client that is content with reads, or not.
    FakeClient(boolean takesReadOnly) {
        this.takesReadOnly = takesReadOnly;
    }

    Submission wantsSession() {
        return new Submission.Open(this, TIMEOUT);
    }

    Submission wantsBack(long session) {
        return wantsBack(session, SessionPasswords.of(session));
    }

    Submission wantsBack(long session, byte[] password) {
        return new Submission.Resume(this, session, password, TIMEOUT);
    }

    Submission creates(int xid, String path) {
        return update(xid, new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, 0, 0));
    }

    Submission createsEphemeral(int xid, String path) {
        return update(xid, new Request.Create(OpCode.CREATE2, path, new byte[0], Acl.OPEN, 1, 0));
    }

    Submission sets(int xid, String path) {
        return update(xid, new Request.SetData(path, new byte[0], -1));
    }

    Submission syncs(int xid) {
        return asks(xid, OpCode.SYNC);
    }

    Submission ends(int xid) {
        return update(xid, new Request.CloseSession());
    }

    Submission update(int xid, Request request) {
        return new Submission.Update(
                this, xid, request, Identities.NONE, lastHeardMillis * 1_000_000);
    }

    Submission asks(int xid, int opCode) {
        return new Submission.Query(this, xid, opCode, new byte[0], Identities.NONE, 0);
    }

    Submission mangles(int xid, int opCode) {
        return new Submission.Malformed(this, xid, opCode, ErrorCode.MARSHALLING_ERROR, 0);
    }

    Submission leaves() {
        open = false;
        return new Submission.Gone(this, lastHeardMillis);
    }

    /// What it was told since the last call.
    List<String> takeTold() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public long sessionId() {
        return sessionId;
    }

    @Override
    public int sessionTimeoutMillis() {
        return TIMEOUT;
    }

    @Override
    public boolean takesReadOnly() {
        return takesReadOnly;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public long lastHeardMillis() {
        return lastHeardMillis;
    }

    @Override
    public void established(long session, byte[] password) {
        sessionId = session;
        told.add("established");
    }

    @Override
    public void opened(long zxid, long nowNanos) {
        told.add("opened at " + Long.toHexString(zxid));
    }

    @Override
    public void refused() {
        told.add("refused");
    }

    @Override
    public void unopened(long zxid, int err) {
        told.add("no session at " + Long.toHexString(zxid) + error(err));
    }

    @Override
    public void updated(
            Submission.Update update, long zxid, Txn txn, Applied applied, long nowNanos) {
        told.add(update.xid() + " at " + Long.toHexString(zxid) + error(applied.err()));
    }

    @Override
    public void failed(int xid, long zxid, int err, long receivedNanos, long nowNanos) {
        told.add(xid + " at " + Long.toHexString(zxid) + error(err));
    }

    private static String error(int err) {
        return err == 0 ? "" : " error " + err;
    }

    @Override
    public void queried(Submission.Query query, long nowNanos) {
        told.add(query.xid() + " asked");
    }

    @Override
    public void close() {
        open = false;
        told.add("closed");
    }
}
