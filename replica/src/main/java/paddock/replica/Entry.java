package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Applied;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

/// One thing under way.
final class Entry {
    /// What an entry waits for, apart from those before it.
    enum State {
        /// For a leader, or for being ordered again.
        UNSENT,
        /// For the commit of its transaction.
        ORDERED,
        /// For nothing.
        READY
    }

    private final @Nullable Submission origin;
    private long sessionId;
    private int err;
    private State state;
    private @Nullable LoggedTxn txn;
    private Applied applied = Applied.DONE;
    private long endedSession;
    private long afterZxid;

    /// What was logged here when a leader got it: its own transaction comes later.
    private long sentAfterZxid;

    private Entry(@Nullable Submission origin, long sessionId, State state) {
        this.origin = origin;
        this.sessionId = sessionId;
        this.state = state;
    }

    /// What became a transaction.
    ///
    /// @param origin who asked, null when the server itself did
    /// @param sessionId the session being opened, else 0
    static Entry ordered(@Nullable Submission origin, LoggedTxn txn, long sessionId) {
        Entry entry = new Entry(origin, sessionId, State.ORDERED);
        entry.txn = txn;
        return entry;
    }

    /// What was refused without a transaction.
    static Entry refused(@Nullable Submission origin, int err) {
        Entry entry = new Entry(origin, 0, State.READY);
        entry.err = err;
        return entry;
    }

    /// What needs nothing but its turn.
    static Entry ready(Submission origin) {
        return new Entry(origin, 0, State.READY);
    }

    /// The end of a session that only this server knows.
    static Entry ending(long sessionId) {
        Entry entry = new Entry(null, 0, State.READY);
        entry.endedSession = sessionId;
        return entry;
    }

    /// What others have to order or to answer.
    static Entry unsent(Submission origin) {
        return new Entry(origin, 0, State.UNSENT);
    }

    @Nullable Submission origin() {
        return origin;
    }

    /// What is being logged for it, or was committed; null before, and where nothing is.
    @Nullable LoggedTxn txn() {
        return txn;
    }

    /// What came of its transaction.
    Applied applied() {
        return applied;
    }

    /// The session being opened, else 0.
    long sessionId() {
        return sessionId;
    }

    /// The refusal, where there is no transaction.
    int err() {
        return err;
    }

    State state() {
        return state;
    }

    /// The session that ends with it, or 0.
    long endedSession() {
        return endedSession;
    }

    /// The last transaction that must be applied before its turn.
    long afterZxid() {
        return afterZxid;
    }

    // ---- what happens to it ----

    /// A session was chosen for it to open.
    void opens(long session) {
        sessionId = session;
    }

    /// A leader has it, and gives it a transaction.
    ///
    /// @param lastLoggedZxid the last transaction that is logged here
    void sent(long lastLoggedZxid) {
        txn = null;
        sentAfterZxid = lastLoggedZxid;
        state = State.ORDERED;
    }

    /// What was sent went under with a leader.
    void lost() {
        txn = null;
        state = State.UNSENT;
    }

    /// Its transaction is proposed.
    void proposed(LoggedTxn proposal) {
        txn = proposal;
        state = State.ORDERED;
    }

    /// It is refused without a transaction.
    void refuse(int code) {
        txn = null;
        err = code;
        state = State.READY;
    }

    /// It is answered once everything up to `zxid` is applied.
    void answerAfter(long zxid) {
        afterZxid = zxid;
        state = State.READY;
    }

    /// It needs no leader: it opens a session that only this server knows.
    void opensHere(long session) {
        txn = null;
        sessionId = session;
        state = State.READY;
    }

    /// It needs no leader: it ends a session that only this server knows.
    void endsHere(long session) {
        txn = null;
        endedSession = session;
        state = State.READY;
    }

    /// Its transaction was applied.
    void committed(LoggedTxn committed, Applied outcome, long ended) {
        txn = committed;
        applied = outcome;
        endedSession = ended;
        state = State.READY;
    }

    /// Whether a committed transaction is the one it waits for.
    ///
    /// What came before it was sent is another's, though session and xid be the same: a client may
    /// count its xids anew with each connection, and what it asked of another server be under way.
    boolean isFor(LoggedTxn committed) {
        TxnHeader header = committed.header();
        if (txn != null) {
            return txn.header().zxid() == header.zxid();
        }
        if (header.zxid() <= sentAfterZxid) {
            return false;
        }
        Txn body = committed.txn();
        return switch (origin) {
            case Submission.Update update ->
                    header.cxid() == update.xid()
                            && header.sessionId() == update.connection().sessionId()
                            && !(body instanceof Txn.CreateSession)
                            && (body instanceof Txn.Error
                                    || body instanceof Txn.CloseSession
                                            == (update.request().opCode() == OpCode.CLOSE_SESSION));
            case Submission.Malformed malformed ->
                    header.cxid() == malformed.xid()
                            && header.sessionId() == malformed.connection().sessionId()
                            && body instanceof Txn.Error;
            case Submission.Open open ->
                    header.sessionId() == sessionId && body instanceof Txn.CreateSession;
            case Submission.Resume resume -> false;
            case Submission.Query query -> false;
            case Submission.Gone gone -> false;
            case null -> false;
        };
    }
}
