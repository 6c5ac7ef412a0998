package paddock.replica;

import paddock.core.session.SessionPasswords;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

import java.util.ArrayDeque;

/// A member that has looked for a leader for long, and answers reads meanwhile (client protocol
/// reference, section 16).
///
/// It serves clients that are content with that, and lets them begin sessions that only this server
/// knows, where the configuration has such; what would change anything is refused. All connections
/// end when the search for a leader does.
final class ReadOnly implements Standing {
    private final Context context;
    private final Ensemble ensemble;
    private final Runnable suspended;

    /// Those who want a session or have one.
    private final ArrayDeque<Submission> arrivals = new ArrayDeque<>();

    private boolean begun;

    /// @param suspended becomes [Suspended] again
    ReadOnly(Context context, Ensemble ensemble, Runnable suspended) {
        this.context = context;
        this.ensemble = ensemble;
        this.suspended = suspended;
    }

    @Override
    public void settle() {
        if (!begun) {
            begun = true;
            ensemble.host().exclusively(this::begin);
        } else if (!ensemble.agreement().isLooking()) {
            suspended.run();
        }
    }

    private void begin() {
        ensemble.dropClients();
        ensemble.catchUp();
        context.sessions().locals().restart(context.now().millis());
        ensemble.host().serving(Access.READ_ONLY);
    }

    @Override
    public void leave() {
        ensemble.host()
                .exclusively(
                        () -> {
                            arrivals.forEach(context.completer()::drop);
                            arrivals.clear();
                            ensemble.dropClients();
                            ensemble.host().serving(Access.NONE);
                        });
    }

    @Override
    public void submit(Submission submission) {
        switch (submission) {
            case Submission.Open open -> arrivals.add(open);
            case Submission.Resume resume -> arrivals.add(resume);
            case Submission.Update update -> update(update);
            case Submission.Malformed malformed -> refuse(malformed);
            case Submission.Query query -> {
                if (Ensemble.isSync(query)) {
                    refuse(query);
                } else {
                    context.ledger().add(Entry.ready(query));
                }
            }
            case Submission.Gone gone -> context.ledger().add(Entry.ready(gone));
        }
    }

    private void update(Submission.Update update) {
        Entry entry = Entry.unsent(update);
        if (update.request() instanceof Request.CloseSession && ensemble.isDoneHere(entry)) {
            context.ledger().add(entry);
        } else {
            refuse(update);
        }
    }

    private void refuse(Submission submission) {
        context.ledger().add(Entry.refused(submission, ErrorCode.NOT_READ_ONLY.code()));
    }

    // ---- completing ----

    @Override
    public boolean isReady() {
        return !arrivals.isEmpty() || !context.ledger().isEmpty();
    }

    /// Nothing here waits for anything but its turn.
    @Override
    public boolean completeNext() {
        Submission arrival = arrivals.poll();
        if (arrival != null) {
            arrived(arrival);
            return true;
        }
        Entry oldest = context.ledger().oldest();
        if (oldest == null) {
            return false;
        }
        context.ledger().removeOldest();
        context.completer().answer(oldest);
        return true;
    }

    private void arrived(Submission arrival) {
        if (!arrival.connection().takesReadOnly()) {
            context.completer().drop(arrival);
            return;
        }
        if (arrival instanceof Submission.Resume resume) {
            resume(resume);
            return;
        }
        Entry entry = Entry.unsent(arrival);
        if (!ensemble.isDoneHere(entry)) {
            entry.refuse(ErrorCode.NOT_READ_ONLY.code());
        }
        context.completer().answer(entry);
    }

    /// A session that the ensemble knows can only be taken up where there is a leader: its client
    /// is to try other servers.
    private void resume(Submission.Resume resume) {
        if (context.database().sessions().containsKey(resume.sessionId())) {
            context.completer().drop(resume);
            return;
        }
        boolean here =
                SessionPasswords.matches(resume.sessionId(), resume.password())
                        && context.sessions().locals().isHere(resume.sessionId());
        context.completer().revalidated(resume, here);
    }

    // ---- time ----

    @Override
    public boolean keepTime() {
        return ensemble.expireLocals();
    }

    @Override
    public ForcedEnd end(long sessionId) {
        return ensemble.endLocal(sessionId) ? ForcedEnd.BEGUN : ForcedEnd.AT_THE_LEADER;
    }

    @Override
    public long deadlineMillis() {
        return context.sessions().locals().deadlineMillis();
    }
}
