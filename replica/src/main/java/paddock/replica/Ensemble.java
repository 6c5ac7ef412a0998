package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.OpCode;

import java.util.ArrayDeque;

/// What the standings of a member of an ensemble share, and what of it survives their change.
final class Ensemble {
    private final Context context;
    private final Commits commits;
    private final HeldWatches watches;
    private final TreeHost host;
    private final ArrayDeque<Submission.Resume> resuming = new ArrayDeque<>();
    private @Nullable Agreement agreement;

    Ensemble(Context context, HeldWatches watches, TreeHost host) {
        this.context = context;
        this.watches = watches;
        this.host = host;
        commits = new Commits(context.database(), context.ledger(), context.completer());
    }

    /// From here on there is a peer.
    void join(Agreement joined) {
        agreement = joined;
    }

    Agreement agreement() {
        if (agreement == null) {
            throw new IllegalStateException("no peer was joined");
        }
        return agreement;
    }

    Commits commits() {
        return commits;
    }

    TreeHost host() {
        return host;
    }

    /// Clients that want their sessions back and wait for a leader's word, in order.
    ArrayDeque<Submission.Resume> resuming() {
        return resuming;
    }

    /// Keeps what a client wants until there is a leader.
    void keep(Submission submission) {
        switch (submission) {
            case Submission.Update update -> context.ledger().add(Entry.unsent(update));
            case Submission.Malformed malformed -> context.ledger().add(Entry.unsent(malformed));
            case Submission.Open open -> context.ledger().add(Entry.unsent(open));
            case Submission.Resume resume -> resuming.add(resume);
            case Submission.Query query ->
                    context.ledger().add(isSync(query) ? Entry.unsent(query) : Entry.ready(query));
            case Submission.Gone gone -> context.ledger().add(Entry.ready(gone));
        }
    }

    static boolean isSync(Submission.Query query) {
        return query.opCode() == OpCode.SYNC;
    }

    /// Readers may not look any more: there is no leader.
    void stopServing() {
        host.exclusively(
                () -> {
                    if (context.sessions().isAnyHeld()) {
                        watches.hold();
                    }
                    host.serving(false);
                });
    }

    /// Applies all that is committed. Readers are kept out meanwhile.
    void catchUp() {
        while (commits.applyNext(false)) {}
        context.preparer().applied(context.database().lastZxid());
    }

    /// What was applied without a leader is certain now. Readers are kept out meanwhile.
    void startServing() {
        watches.release();
        host.serving(true);
    }

    /// Whether there is anybody to [#dropClients].
    boolean hasClients() {
        return !context.ledger().isEmpty() || !resuming.isEmpty() || context.sessions().isAnyHeld();
    }

    /// Closes all connections, and forgets what was under way for them. Readers are kept out
    /// meanwhile.
    void dropClients() {
        context.ledger()
                .forEach(
                        entry -> {
                            Submission origin = entry.origin();
                            if (origin != null) {
                                context.completer().drop(origin);
                            }
                        });
        context.ledger().clear();
        resuming.forEach(context.completer()::drop);
        resuming.clear();
        commits.stopWaiting();
        context.sessions().closeAll();
        watches.drop();
    }
}
