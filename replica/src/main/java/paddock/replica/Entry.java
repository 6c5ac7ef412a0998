package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.TxnHeader;

/// One thing under way.
final class Entry {
    private final @Nullable Submission origin;
    private final @Nullable LoggedTxn txn;
    private final long sessionId;
    private final int err;
    private final Wait wait;

    /// Whether that has come which was waited for.
    private boolean arrived;

    /// What the answer to a question was.
    private boolean welcome;

    /// Everything up to here must be applied first.
    private long afterZxid;

    private enum Wait {
        /// Only its turn is waited for.
        NOTHING,
        /// The transaction that was prepared for it.
        OWN_TXN,
        /// The transaction that the leader makes of it.
        FORWARDED,
        /// Somebody else's word.
        WORD
    }

    private Entry(
            @Nullable Submission origin,
            @Nullable LoggedTxn txn,
            long sessionId,
            int err,
            Wait wait) {
        this.origin = origin;
        this.txn = txn;
        this.sessionId = sessionId;
        this.err = err;
        this.wait = wait;
    }

    /// What a transaction was prepared for.
    ///
    /// @param origin who asked, null when the server itself did
    /// @param sessionId the session being opened, else 0
    static Entry prepared(@Nullable Submission origin, LoggedTxn txn, long sessionId) {
        return new Entry(origin, txn, sessionId, 0, Wait.OWN_TXN);
    }

    /// What the leader was asked for.
    ///
    /// @param sessionId the session it is for, which may be about to be opened
    static Entry forwarded(Submission origin, long sessionId) {
        return new Entry(origin, null, sessionId, 0, Wait.FORWARDED);
    }

    static Entry refused(@Nullable Submission origin, int err) {
        return new Entry(origin, null, 0, err, Wait.NOTHING);
    }

    /// What needs nothing but its turn.
    static Entry waiting(Submission origin) {
        return new Entry(origin, null, 0, 0, Wait.NOTHING);
    }

    /// What needs somebody else's word.
    static Entry awaiting(@Nullable Submission origin) {
        return new Entry(origin, null, 0, 0, Wait.WORD);
    }

    /// A client's wish to have its session back, on which the leader has decided.
    static Entry decided(Submission.Resume resume, boolean welcome) {
        Entry entry = new Entry(resume, null, 0, 0, Wait.NOTHING);
        entry.welcome = welcome;
        entry.arrived = true;
        return entry;
    }

    @Nullable Submission origin() {
        return origin;
    }

    @Nullable LoggedTxn txn() {
        return txn;
    }

    long sessionId() {
        return sessionId;
    }

    int err() {
        return err;
    }

    /// Whether the leader has decided, and how.
    boolean isDecided() {
        return arrived && wait == Wait.NOTHING;
    }

    boolean isWelcome() {
        return welcome;
    }

    /// The word has come; everything up to that transaction is to be applied before.
    void arrived(long zxid) {
        arrived = true;
        afterZxid = zxid;
    }

    /// Whether it waits for a word that has not come.
    boolean isUnanswered() {
        return wait == Wait.WORD && !arrived;
    }

    /// Whether only the turn is waited for, and what has to be applied before.
    boolean isReady() {
        return wait == Wait.NOTHING || wait == Wait.WORD && arrived;
    }

    long afterZxid() {
        return afterZxid;
    }

    /// Whether it waits for a transaction.
    boolean awaitsTxn() {
        return wait == Wait.OWN_TXN || wait == Wait.FORWARDED;
    }

    /// Whether this transaction is the one it waits for.
    boolean isFor(TxnHeader header) {
        return switch (wait) {
            case NOTHING, WORD -> false;
            case OWN_TXN -> txn != null && txn.header().zxid() == header.zxid();
            case FORWARDED ->
                    header.sessionId() == sessionId && header.cxid() == cxid() && header.zxid() > 0;
        };
    }

    private int cxid() {
        return switch (origin) {
            case Submission.Update update -> update.xid();
            case Submission.Malformed malformed -> malformed.xid();
            case null, default -> 0;
        };
    }
}
