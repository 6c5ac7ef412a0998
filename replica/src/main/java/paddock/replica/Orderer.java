package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.prepare.Prepared;
import paddock.core.prepare.Preparer;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;

import java.util.function.Consumer;

/// Puts updates into the one order: each becomes a transaction that leaves from here, and an entry
/// of the ledger.
final class Orderer {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Preparer preparer;
    private final Ledger ledger;
    private final ClientSessions sessions;
    private final ReplicaSettings settings;
    private final ReplicaListener listener;
    private final Now now;
    private final Sweeper sweeper;
    private final Consumer<LoggedTxn> out;
    private long nextExpiryMillis;

    /// @param out takes the transactions
    Orderer(Context context, Consumer<LoggedTxn> out) {
        preparer = context.preparer();
        ledger = context.ledger();
        sessions = context.sessions();
        settings = context.settings();
        listener = context.listener();
        now = context.now();
        sweeper = new Sweeper(context.database().tree(), settings, now.millis());
        this.out = out;
    }

    /// Takes up what a client wants.
    void submit(Submission submission) {
        switch (submission) {
            case Submission.Update update -> update(update);
            case Submission.Malformed malformed -> malformed(malformed);
            case Submission.Open open -> open(open);
            case Submission.Resume resume -> ledger.add(Entry.waiting(resume));
            case Submission.Query query -> ledger.add(Entry.waiting(query));
            case Submission.Gone gone -> ledger.add(Entry.waiting(gone));
        }
    }

    private void update(Submission.Update update) {
        if (isTooOld(update.receivedNanos()) && update.request().opCode() != OpCode.CLOSE_SESSION) {
            ledger.add(Entry.refused(update, ErrorCode.THROTTLED_OP.code()));
            return;
        }
        enter(
                update,
                preparer.prepare(
                        update.connection().sessionId(),
                        update.xid(),
                        update.request(),
                        update.who(),
                        now.wallMillis()));
    }

    private boolean isTooOld(long receivedNanos) {
        int limitMillis = settings.throttledOpMillis();
        return limitMillis > 0 && now.nanos() - receivedNanos > limitMillis * NANOS_PER_MILLI;
    }

    private void malformed(Submission.Malformed malformed) {
        if (malformed.opCode() != OpCode.MULTI) {
            ledger.add(Entry.refused(malformed, malformed.error().code()));
            return;
        }
        enter(
                malformed,
                preparer.prepareError(
                        malformed.connection().sessionId(),
                        malformed.xid(),
                        malformed.error(),
                        now.wallMillis()));
    }

    private void open(Submission.Open open) {
        long sessionId = sessions.newId();
        enter(
                open,
                preparer.prepareOpenSession(sessionId, open.timeoutMillis(), now.wallMillis()),
                sessionId);
    }

    /// Prepares the end of sessions that were not heard of, and the removal of containers and TTL
    /// znodes that are due; says whether there were any.
    boolean keepTime() {
        long before = preparer.lastPreparedZxid();
        long nowMillis = now.millis();
        if (nowMillis >= nextExpiryMillis) {
            int tickMillis = settings.tickMillis();
            nextExpiryMillis = nowMillis - nowMillis % tickMillis + tickMillis;
            sessions.expire(nowMillis, this::expire);
        }
        String due;
        while ((due = sweeper.next(nowMillis, now.wallMillis())) != null) {
            enter(null, preparer.prepareSweep(due, now.wallMillis()));
        }
        return preparer.lastPreparedZxid() != before;
    }

    /// When [#keepTime] has something to do again.
    long deadlineMillis() {
        return (long) Math.min((double) nextExpiryMillis, sweeper.dueMillis());
    }

    private void expire(long sessionId) {
        listener.expiring(sessionId, sessions.table().timeoutMillis(sessionId).orElse(0));
        enter(null, preparer.prepareExpiry(sessionId, now.wallMillis()));
    }

    private void enter(@Nullable Submission origin, Prepared prepared) {
        enter(origin, prepared, 0);
    }

    private void enter(@Nullable Submission origin, Prepared prepared, long sessionId) {
        switch (prepared) {
            case Prepared.Proposed(var txn) -> {
                ledger.add(new Entry(origin, txn, sessionId, 0));
                out.accept(txn);
            }
            case Prepared.Refused(var err) -> ledger.add(Entry.refused(origin, err));
        }
    }
}
