package paddock.replica;

import paddock.core.session.SessionPasswords;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.zab.peer.Peer;

import java.util.ArrayDeque;
import java.util.List;

/// A follower or observer: has its leader order what clients want, and applies what is committed
/// (ensemble protocol reference, section 10).
final class Learning implements Standing {
    private static final byte[] NO_BODY = {};

    private final Context context;
    private final Commits commits;
    private final Completer completer;
    private final Peer peer;

    /// Syncs the leader has not answered, oldest first.
    private final ArrayDeque<Entry> syncs = new ArrayDeque<>();

    /// Clients that want their sessions back, in the order in which the leader was asked.
    private final ArrayDeque<Submission.Resume> resumes = new ArrayDeque<>();

    Learning(Context context, Commits commits, Completer completer, Peer peer) {
        this.context = context;
        this.commits = commits;
        this.completer = completer;
        this.peer = peer;
    }

    @Override
    public void submit(Submission submission) {
        switch (submission) {
            case Submission.Update update -> forward(update, update.xid(), update.request());
            case Submission.Malformed malformed ->
                    context.ledger().add(Entry.refused(malformed, malformed.error().code()));
            case Submission.Open open -> open(open);
            case Submission.Resume resume -> resume(resume);
            case Submission.Query query when query.opCode() == OpCode.SYNC -> sync(query);
            case Submission.Query query -> context.ledger().add(Entry.waiting(query));
            case Submission.Gone gone -> context.ledger().add(Entry.waiting(gone));
        }
    }

    private void forward(Submission.Update update, int xid, Request request) {
        JuteWriter body = new JuteWriter(128);
        request.write(body);
        long sessionId = update.connection().sessionId();
        context.ledger().add(Entry.forwarded(update, sessionId));
        peer.forward(
                new LearnerMessage.Request(
                        sessionId, xid, request.opCode(), body.toByteArray(), update.who().ids()));
    }

    private void open(Submission.Open open) {
        long sessionId = context.sessions().newId();
        JuteWriter body = new JuteWriter(4);
        body.writeInt(open.timeoutMillis());
        context.ledger().add(Entry.forwarded(open, sessionId));
        peer.forward(
                new LearnerMessage.Request(
                        sessionId, 0, OpCode.CREATE_SESSION, body.toByteArray(), List.of()));
    }

    private void resume(Submission.Resume resume) {
        if (SessionPasswords.matches(resume.sessionId(), resume.password())) {
            resumes.add(resume);
            peer.forward(new LearnerMessage.Revalidate(resume.sessionId(), resume.timeoutMillis()));
        } else {
            context.ledger().add(Entry.decided(resume, false));
        }
    }

    private void sync(Submission.Query query) {
        Entry entry = Entry.awaiting(query);
        syncs.add(entry);
        context.ledger().add(entry);
        peer.forward(
                new LearnerMessage.Request(
                        query.connection().sessionId(),
                        query.xid(),
                        OpCode.SYNC,
                        query.body().length == 0 ? NO_BODY : query.body(),
                        query.who().ids()));
    }

    // ---- the leader's word ----

    void synced() {
        Entry oldest = syncs.poll();
        if (oldest != null) {
            oldest.arrived(commits.lastZxid());
        }
    }

    void revalidated(long sessionId, boolean valid) {
        for (Submission.Resume resume : resumes) {
            if (resume.sessionId() == sessionId) {
                resumes.remove(resume);
                context.ledger().add(Entry.decided(resume, valid));
                return;
            }
        }
    }

    /// What waits for the leader's word and is in no ledger: nobody will say it any more.
    void giveUp() {
        resumes.forEach(completer::abandon);
        resumes.clear();
    }

    @Override
    public boolean isReady() {
        return commits.isReady();
    }

    @Override
    public boolean completeNext() {
        return commits.completeNext(false);
    }

    @Override
    public boolean keepTime() {
        return false;
    }

    @Override
    public long deadlineMillis() {
        return Long.MAX_VALUE;
    }
}
