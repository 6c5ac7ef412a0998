package paddock.replica;

import org.jspecify.annotations.Nullable;

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

    /// Nothing more is to be said to that client: what it has under way is let go.
    void abandon(Submission submission) {
        if (submission instanceof Submission.Gone gone) {
            sessions.gone(gone);
        } else {
            submission.connection().close();
            answered++;
        }
    }

    /// Whether [#takeAnswered] has something to tell.
    boolean hasAnswered() {
        return answered > 0;
    }

    /// How many submissions were answered since the last call.
    int takeAnswered() {
        int count = answered;
        answered = 0;
        return count;
    }

    /// Applies the transaction of an entry, if it has one, and answers the entry.
    void complete(Entry entry) {
        complete(entry, entry.txn(), true);
    }

    /// Applies a transaction, if there is one, and answers the entry it is for, if there is one.
    ///
    /// @param own whether the transaction was prepared here, on the tree as it is now
    void complete(@Nullable Entry entry, @Nullable LoggedTxn logged, boolean own) {
        Applied applied = Applied.DONE;
        if (logged != null) {
            applied = own ? database.applyOwn(logged, this) : database.apply(logged, this);
            applied(logged);
        }
        Submission origin = entry == null ? null : entry.origin();
        if (entry != null && origin != null) {
            answer(origin, entry, logged, applied);
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

    private void answer(
            Submission origin, Entry entry, @Nullable LoggedTxn logged, Applied applied) {
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
            case Submission.Resume resume -> resume(resume, entry);
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

    private void resume(Submission.Resume resume, Entry entry) {
        long sessionId = resume.sessionId();
        sessions.closeOther(sessionId, resume.connection());
        if (entry.isDecided()) {
            sessions.resumed(resume, entry.isWelcome());
            return;
        }
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
