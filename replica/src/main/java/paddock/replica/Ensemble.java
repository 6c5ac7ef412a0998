package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.ScratchWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What the standings of a member of an ensemble share, and what of it survives their change.
final class Ensemble {
    private final Context context;
    private final Commits commits;
    private final HeldWatches watches;
    private final TreeHost host;
    private final ScratchWriter scratch = new ScratchWriter(4 << 10, 256 << 10);
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

    /// Where what goes to other servers becomes bytes.
    ScratchWriter scratch() {
        return scratch;
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

    /// Does what concerns a session that only this server knows, and needs no leader; says whether
    /// it was that.
    boolean isDoneHere(Entry entry) {
        LocalSessions locals = context.sessions().locals();
        return switch (entry.origin()) {
            case Submission.Open open when locals.areOn() -> {
                entry.opensHere(context.sessions().newId());
                yield true;
            }
            case Submission.Update update when isEndHere(update) -> {
                entry.endsHere(update.connection().sessionId());
                yield true;
            }
            case null, default -> false;
        };
    }

    private boolean isEndHere(Submission.Update update) {
        return update.request() instanceof Request.CloseSession
                && context.sessions().locals().isOnlyHere(update.connection().sessionId());
    }

    /// Ends the local sessions that were not heard of for too long; says whether there were any.
    boolean expireLocals() {
        if (context.sessions().locals().table().size() == 0) {
            return false;
        }
        List<Long> expired = new ArrayList<>();
        context.sessions().expireLocals(context.now().millis(), expired::add);
        expired.forEach(this::end);
        return !expired.isEmpty();
    }

    /// Ends a session that only this server knows; false where it is none.
    boolean endLocal(long sessionId) {
        boolean here = context.sessions().locals().isOnlyHere(sessionId);
        if (here) {
            end(sessionId);
        }
        return here;
    }

    private void end(long sessionId) {
        int timeoutMillis = context.sessions().locals().table().timeoutMillis(sessionId).orElse(0);
        context.listener().expiring(sessionId, timeoutMillis);
        context.ledger().add(Entry.ending(sessionId));
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
                    host.serving(Access.NONE);
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
        host.serving(Access.FULL);
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
