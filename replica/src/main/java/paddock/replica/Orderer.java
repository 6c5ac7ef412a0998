package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.Identities;
import paddock.core.prepare.Prepared;
import paddock.core.prepare.Preparer;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

/// Puts updates into the one order: each becomes a transaction that leaves from here, or is
/// refused.
final class Orderer {
    private final Context context;
    private final Preparer preparer;
    private final ClientSessions sessions;
    private final Now now;
    private final Sweeper sweeper;
    private final Out out;
    private long nextExpiryMillis;

    /// Where updates go from here.
    interface Out {
        /// An update became a transaction.
        ///
        /// @param origin who asked, null when the server itself or a learner did
        /// @param sessionId the session being opened, else 0
        void ordered(@Nullable Submission origin, LoggedTxn txn, long sessionId);

        /// An update was refused without one.
        void refused(Submission origin, int err);
    }

    Orderer(Context context, Out out) {
        this.context = context;
        preparer = context.preparer();
        sessions = context.sessions();
        now = context.now();
        sweeper = new Sweeper(context.database().tree(), context.settings(), now.millis());
        this.out = out;
    }

    void update(Submission.Update update) {
        if (context.isTooOld(update.receivedNanos())
                && update.request().opCode() != OpCode.CLOSE_SESSION) {
            out.refused(update, ErrorCode.THROTTLED_OP.code());
            return;
        }
        Prepared prepared =
                preparer.prepare(
                        update.connection().sessionId(),
                        update.xid(),
                        update.request(),
                        update.who(),
                        now.wallMillis());
        switch (prepared) {
            case Prepared.Proposed(var txn) -> out.ordered(update, txn, 0);
            case Prepared.Refused(var err) -> out.refused(update, err);
        }
    }

    void malformed(Submission.Malformed malformed) {
        if (malformed.opCode() != OpCode.MULTI) {
            out.refused(malformed, malformed.error().code());
            return;
        }
        error(malformed, malformed.connection().sessionId(), malformed.xid(), malformed.error());
    }

    /// Orders a refusal.
    void error(@Nullable Submission origin, long sessionId, int cxid, ErrorCode code) {
        ordered(origin, preparer.prepareError(sessionId, cxid, code, now.wallMillis()), 0);
    }

    void open(Submission.Open open, long sessionId) {
        ordered(
                open,
                preparer.prepareOpenSession(sessionId, open.timeoutMillis(), now.wallMillis()),
                sessionId);
    }

    /// Orders the beginning of a session for a learner.
    void open(long sessionId, int timeoutMillis) {
        ordered(
                null,
                preparer.prepareOpenSession(sessionId, timeoutMillis, now.wallMillis()),
                sessionId);
    }

    /// Orders an update for a learner. It hears of every outcome through a transaction, so what is
    /// refused becomes one too.
    void update(long sessionId, int cxid, Request request, Identities who) {
        switch (preparer.prepare(sessionId, cxid, request, who, now.wallMillis())) {
            case Prepared.Proposed(var txn) -> out.ordered(null, txn, 0);
            case Prepared.Refused refused ->
                    error(null, sessionId, cxid, ErrorCode.MARSHALLING_ERROR);
        }
    }

    /// Prepares the end of sessions that were not heard of, and the removal of containers and TTL
    /// znodes that are due; says whether there were any.
    boolean keepTime() {
        long before = preparer.lastPreparedZxid();
        long nowMillis = now.millis();
        if (nowMillis >= nextExpiryMillis) {
            int tickMillis = context.settings().tickMillis();
            nextExpiryMillis = nowMillis - nowMillis % tickMillis + tickMillis;
            sessions.expire(nowMillis, this::expire);
        }
        String due;
        while ((due = sweeper.next(nowMillis, now.wallMillis())) != null) {
            ordered(null, preparer.prepareSweep(due, now.wallMillis()), 0);
        }
        return preparer.lastPreparedZxid() != before;
    }

    /// When [#keepTime] has something to do again.
    long deadlineMillis() {
        return (long) Math.min((double) nextExpiryMillis, sweeper.dueMillis());
    }

    /// Prepares the end of a session whatever was heard of it.
    ForcedEnd end(long sessionId) {
        if (!preparer.isAlive(sessionId)) {
            return ForcedEnd.UNKNOWN;
        }
        expire(sessionId);
        return ForcedEnd.BEGUN;
    }

    private void expire(long sessionId) {
        context.listener().expiring(sessionId, sessions.table().timeoutMillis(sessionId).orElse(0));
        ordered(null, preparer.prepareExpiry(sessionId, now.wallMillis()), 0);
    }

    private void ordered(@Nullable Submission origin, Prepared prepared, long sessionId) {
        if (!(prepared instanceof Prepared.Proposed(var txn))) {
            throw new IllegalStateException("refused without asking: " + prepared);
        }
        out.ordered(origin, txn, sessionId);
    }
}
