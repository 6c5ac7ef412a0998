package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Applied;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.core.session.SessionPasswords;
import paddock.core.watch.ChangeKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
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
    Completer(
            Database database,
            Preparer preparer,
            ClientSessions sessions,
            ReplicaListener listener,
            ChangeListener watches,
            Now now) {
        this.database = database;
        this.preparer = preparer;
        this.sessions = sessions;
        this.listener = listener;
        this.watches = watches;
        this.now = now;
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
        LoggedTxn txn = entry.txn();
        if (txn != null) {
            apply(txn, true, entry);
        }
        answer(entry);
    }

    /// Applies a transaction.
    ///
    /// @param own whether it was prepared here
    /// @param entry who waits for it, to be answered later
    void apply(LoggedTxn txn, boolean own, @Nullable Entry entry) {
        endedSession = 0;
        Applied applied = own ? database.applyOwn(txn, this) : database.apply(txn, this);
        if (txn.txn() instanceof Txn.CreateSession created) {
            sessions.created(txn.header().sessionId(), created.timeoutMillis(), now.millis());
        }
        listener.applied(txn);
        if (entry != null) {
            entry.committed(txn, applied, endedSession);
        } else if (endedSession != 0) {
            sessions.ended(endedSession);
        }
    }

    /// Answers an entry whose turn it is.
    void answer(Entry entry) {
        Submission origin = entry.origin();
        if (origin != null) {
            answer(origin, entry);
        }
        // Its client gets the answer first.
        if (entry.endedSession() != 0) {
            sessions.ended(entry.endedSession());
        }
    }

    private void answer(Submission origin, Entry entry) {
        LoggedTxn txn = entry.txn();
        switch (origin) {
            case Submission.Update update -> {
                if (txn == null) {
                    failed(update, update.xid(), entry.err(), update.receivedNanos());
                } else if (entry.applied().err() == ErrorCode.SESSION_MOVED.code()) {
                    // Never said to a client (client protocol reference, section 19).
                    update.connection().close();
                } else if (sessions.locals().isRefusedAsLocal(update, entry.applied().err())) {
                    update.connection()
                            .failed(
                                    update.xid(),
                                    txn.header().zxid(),
                                    ErrorCode.EPHEMERAL_ON_LOCAL_SESSION.code(),
                                    update.receivedNanos(),
                                    now.nanos());
                } else {
                    update.connection()
                            .updated(
                                    update,
                                    txn.header().zxid(),
                                    txn.txn(),
                                    entry.applied(),
                                    now.nanos());
                }
            }
            case Submission.Malformed malformed -> {
                int err = txn == null ? entry.err() : entry.applied().err();
                failed(malformed, malformed.xid(), err, malformed.receivedNanos());
            }
            case Submission.Query query -> {
                if (entry.err() == 0) {
                    query.connection().queried(query, now.nanos());
                } else {
                    failed(query, query.xid(), entry.err(), query.receivedNanos());
                }
            }
            case Submission.Open open -> {
                if (entry.err() != 0) {
                    open.connection().unopened(database.lastZxid(), entry.err());
                } else if (txn != null) {
                    sessions.opened(
                            open.connection(), entry.sessionId(), txn.header().zxid(), now.nanos());
                } else if (sessions.locals().areOn()) {
                    sessions.openedHere(
                            open.connection(), entry.sessionId(), open.timeoutMillis(), now);
                }
            }
            case Submission.Resume resume -> resume(resume);
            case Submission.Gone gone -> {
                sessions.gone(gone);
                return;
            }
        }
        answered++;
    }

    private void failed(Submission origin, int xid, int err, long receivedNanos) {
        origin.connection().failed(xid, database.lastZxid(), err, receivedNanos, now.nanos());
    }

    private void resume(Submission.Resume resume) {
        long sessionId = resume.sessionId();
        sessions.closeOther(sessionId, resume.connection());
        sessions.resumed(
                resume,
                SessionPasswords.matches(sessionId, resume.password())
                        && (resumeLocal(resume)
                                || preparer.isAlive(sessionId)
                                        && sessions.table()
                                                .setTimeout(
                                                        sessionId,
                                                        resume.timeoutMillis(),
                                                        now.millis())));
    }

    private boolean resumeLocal(Submission.Resume resume) {
        return sessions.locals().resume(resume.sessionId(), resume.timeoutMillis(), now.millis());
    }

    /// It was said whether a client may have its session back.
    void revalidated(Submission.Resume resume, boolean valid) {
        long sessionId = resume.sessionId();
        sessions.closeOther(sessionId, resume.connection());
        boolean endedSince =
                valid && sessions.locals().isOnlyHere(sessionId) && !resumeLocal(resume);
        sessions.resumed(resume, valid && !endedSince);
        answered++;
    }

    /// Closes a connection instead of answering what it submitted.
    void drop(Submission submission) {
        submission.connection().close();
        if (!(submission instanceof Submission.Gone)) {
            answered++;
        }
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
