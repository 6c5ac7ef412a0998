package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.Identities;
import paddock.core.prepare.Prepared;
import paddock.core.prepare.Preparer;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
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

    /// Takes up what a client of another server wants.
    void submit(LearnerMessage.Request request) {
        long sessionId = request.sessionId();
        int cxid = request.cxid();
        long wallMillis = now.wallMillis();
        Request update = null;
        try {
            JuteReader body = JuteReader.over(request.body());
            if (request.opCode() == OpCode.CREATE_SESSION) {
                int timeoutMillis = body.readInt();
                enter(null, preparer.prepareOpenSession(sessionId, timeoutMillis, wallMillis));
                return;
            }
            update = Request.read(request.opCode(), body);
        } catch (MalformedRecordException e) {
            refuse(sessionId, cxid, ErrorCode.MARSHALLING_ERROR);
            return;
        }
        if (update == null || !Preparer.isUpdate(update)) {
            refuse(sessionId, cxid, ErrorCode.UNIMPLEMENTED);
            return;
        }
        Identities who = Identities.of(request.identities().toArray(Id[]::new));
        enter(null, preparer.prepare(sessionId, cxid, update, who, wallMillis));
    }

    /// Gives a refusal its place in the order.
    void refuse(long sessionId, int cxid, ErrorCode error) {
        enter(null, preparer.prepareError(sessionId, cxid, error, now.wallMillis()));
    }

    /// The same for a client of this server.
    void refuse(Submission.Update update, ErrorCode error) {
        enter(
                update,
                preparer.prepareError(
                        update.connection().sessionId(), update.xid(), error, now.wallMillis()));
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
                ledger.add(Entry.prepared(origin, txn, sessionId));
                out.accept(txn);
            }
            case Prepared.Refused(var err) -> ledger.add(Entry.refused(origin, err));
        }
    }
}
