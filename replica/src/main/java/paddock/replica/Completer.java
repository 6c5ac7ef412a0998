package paddock.replica;

import paddock.core.database.Applied;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.core.session.SessionPasswords;
import paddock.core.watch.ChangeKind;
import paddock.wire.protocol.Acl;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.util.List;

/// Applies what is committed, and answers whoever waits for it. Readers are kept out meanwhile.
final class Completer implements ChangeListener {
    private final Database database;
    private final Preparer preparer;
    private final ClientSessions sessions;
    private final ReplicaListener listener;
    private final ChangeListener watches;
    private final Now now;
    private long endedSession;
    private int answered;

    /// @param watches hears of changes, and tells the clients who watch
    Completer(Context context, ChangeListener watches) {
        database = context.database();
        preparer = context.preparer();
        sessions = context.sessions();
        listener = context.listener();
        now = context.now();
        this.watches = watches;
    }

    /// How many submissions were answered since the last call.
    int takeAnswered() {
        int count = answered;
        answered = 0;
        return count;
    }

    /// Applies the transaction of an entry, if it has one, and answers the entry.
    void complete(Entry entry) {
        LoggedTxn logged = entry.txn();
        Applied applied = Applied.DONE;
        if (logged != null) {
            applied = database.applyOwn(logged, this);
            applied(logged);
        }
        Submission origin = entry.origin();
        if (origin != null) {
            answer(origin, entry, applied);
        }
        // Its client gets the answer first.
        if (endedSession != 0) {
            sessions.ended(endedSession);
            endedSession = 0;
        }
    }

    private void applied(LoggedTxn logged) {
        if (logged.txn() instanceof Txn.CreateSession created) {
            sessions.created(logged.header().sessionId(), created.timeoutMillis(), now.millis());
        }
        listener.applied(logged);
    }

    private void answer(Submission origin, Entry entry, Applied applied) {
        LoggedTxn logged = entry.txn();
        long zxid = database.lastZxid();
        switch (origin) {
            case Submission.Update update -> {
                if (logged == null) {
                    failed(update, update.xid(), zxid, entry.err(), update.receivedNanos());
                } else {
                    update.connection().updated(update, zxid, logged.txn(), applied, now.nanos());
                }
            }
            case Submission.Malformed malformed -> {
                int err = logged == null ? entry.err() : applied.err();
                failed(malformed, malformed.xid(), zxid, err, malformed.receivedNanos());
            }
            case Submission.Query query -> query.connection().queried(query, now.nanos());
            case Submission.Open open ->
                    sessions.opened(open.connection(), entry.sessionId(), zxid, now.nanos());
            case Submission.Resume resume -> resume(resume);
            case Submission.Gone gone -> {
                sessions.gone(gone);
                return;
            }
        }
        answered++;
    }

    private void failed(Submission origin, int xid, long zxid, int err, long receivedNanos) {
        origin.connection().failed(xid, zxid, err, receivedNanos, now.nanos());
    }

    private void resume(Submission.Resume resume) {
        long sessionId = resume.sessionId();
        sessions.closeOther(sessionId, resume.connection());
        sessions.resumed(
                resume,
                SessionPasswords.matches(sessionId, resume.password())
                        && preparer.isAlive(sessionId)
                        && sessions.table()
                                .setTimeout(sessionId, resume.timeoutMillis(), now.millis()));
    }

    // ---- what a transaction changes ----

    @Override
    public void znodeChanged(
            ChangeKind kind, String path, long zxid, List<Acl> acl, List<Acl> parentAcl) {
        watches.znodeChanged(kind, path, zxid, acl, parentAcl);
    }

    @Override
    public void sessionClosed(long sessionId, long zxid) {
        endedSession = sessionId;
        watches.sessionClosed(sessionId, zxid);
    }
}
