package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.Identities;
import paddock.core.database.Database;
import paddock.core.prepare.Preparer;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayDeque;
import java.util.List;

/// The leader: orders the updates of all servers' clients, and alone knows when sessions expire
/// (ensemble protocol reference, section 10). It may be told to leave its own clients to others.
final class Leading implements Standing, Orderer.Out {
    private final Context context;
    private final Ensemble ensemble;
    private final Commits commits;
    private final SessionOwners owners;
    private final Orderer orderer;
    private final long beginning;
    private final ArrayDeque<PendingSync> syncs = new ArrayDeque<>();
    private boolean begun;

    /// Nothing is ordered any more; what was proposed is still completed.
    private boolean draining;

    private boolean ended;

    /// What is being ordered again, if anything is.
    private @Nullable Entry again;

    /// A sync that waits for the proof of leadership, and for what was proposed before it.
    private static final class PendingSync {
        final @Nullable Entry own;
        final long link;
        final long zxid;
        boolean proven;

        PendingSync(@Nullable Entry own, long link, long zxid) {
            this.own = own;
            this.link = link;
            this.zxid = zxid;
        }
    }

    /// @param beginning of the epoch, which no transaction has
    Leading(Context context, Ensemble ensemble, long beginning) {
        this.context = context;
        this.ensemble = ensemble;
        this.beginning = beginning;
        commits = ensemble.commits();
        owners = context.sessions().owners();
        orderer = new Orderer(context, this);
    }

    @Override
    public void settle() {
        if (!begun && !ended) {
            ensemble.host().exclusively(this::begin);
        }
        answerSyncs();
    }

    private void begin() {
        begun = true;
        ensemble.catchUp();
        Database database = context.database();
        database.beginEpoch(beginning);
        database.dropOrphans();
        context.preparer().restart();
        context.sessions().restart(database.sessions(), context.now().millis());
        if (!servesClients()) {
            ensemble.dropClients();
            ensemble.host().serving(Access.NONE);
            return;
        }
        ensemble.startServing();
        // All that is in the log of a new leader is committed: what still waits was lost.
        commits.keepWaitingFor(List.of());
        context.ledger().forEach(this::orderAgain);
        ensemble.resuming().forEach(this::resume);
        ensemble.resuming().clear();
    }

    private boolean servesClients() {
        return context.settings().member().leaderServes();
    }

    /// Takes nothing more: what comes waits for the next leader.
    void drain() {
        draining = true;
    }

    @Override
    public void leave() {
        draining = true;
        ended = true;
    }

    // ---- own clients ----

    @Override
    public void submit(Submission submission) {
        if (!begun || draining || !servesClients()) {
            ensemble.keep(submission);
            return;
        }
        switch (submission) {
            case Submission.Update update -> update(update);
            case Submission.Malformed malformed -> orderer.malformed(malformed);
            case Submission.Open open -> open(open);
            case Submission.Resume resume -> resume(resume);
            case Submission.Query query -> {
                if (Ensemble.isSync(query)) {
                    Entry entry = Entry.unsent(query);
                    context.ledger().add(entry);
                    sync(entry, 0);
                } else {
                    context.ledger().add(Entry.ready(query));
                }
            }
            case Submission.Gone gone -> context.ledger().add(Entry.ready(gone));
        }
    }

    private void open(Submission.Open open) {
        if (!isDoneHere(open)) {
            orderer.open(open, context.sessions().newId());
        }
    }

    private boolean isDoneHere(Submission submission) {
        Entry entry = again == null ? Entry.unsent(submission) : again;
        boolean done = ensemble.isDoneHere(entry);
        if (done && again == null) {
            context.ledger().add(entry);
        }
        return done;
    }

    private void update(Submission.Update update) {
        if (isDoneHere(update)) {
            return;
        }
        long sessionId = update.connection().sessionId();
        LocalSessions locals = context.sessions().locals();
        if (locals.mustBecomeGlobal(sessionId, update.request())) {
            owners.moveHere(sessionId);
            orderer.open(sessionId, locals.upgrade(sessionId));
        }
        if (context.preparer().isAlive(sessionId) && !owners.claimHere(sessionId)) {
            orderer.error(update, sessionId, update.xid(), ErrorCode.SESSION_MOVED);
        } else {
            orderer.update(update);
        }
    }

    /// Whether a session lives may hang on what is under way.
    private void resume(Submission.Resume resume) {
        Entry entry = Entry.unsent(resume);
        entry.answerAfter(context.preparer().lastPreparedZxid());
        context.ledger().add(entry);
    }

    private void orderAgain(Entry entry) {
        if (entry.state() != Entry.State.UNSENT) {
            return;
        }
        again = entry;
        switch (entry.origin()) {
            case Submission.Update update -> update(update);
            case Submission.Malformed malformed -> orderer.malformed(malformed);
            case Submission.Open open -> {
                if (open.connection().isOpen()) {
                    open(open);
                } else {
                    entry.refuse(0);
                }
            }
            case Submission.Query query -> sync(entry, 0);
            case Submission.Resume resume -> {}
            case Submission.Gone gone -> {}
            case null -> {}
        }
        again = null;
    }

    @Override
    public void ordered(@Nullable Submission origin, LoggedTxn txn, long sessionId) {
        if (origin != null) {
            Entry entry = again;
            if (entry == null) {
                entry = Entry.ordered(origin, txn, sessionId);
                context.ledger().add(entry);
            } else {
                entry.opens(sessionId);
                entry.proposed(txn);
            }
            commits.await(entry);
        }
        // The last proposal of an epoch can end it; the rest is ordered again in the next one.
        if (!draining) {
            ensemble.agreement().propose(EncodedTxn.of(txn, ensemble.scratch().cleared()));
        }
    }

    @Override
    public void refused(Submission origin, int err) {
        if (again == null) {
            context.ledger().add(Entry.refused(origin, err));
        } else {
            again.refuse(err);
        }
    }

    // ---- clients of learners ----

    /// A learner forwards a request.
    void requested(long link, LearnerMessage.Request request) {
        settle();
        if (draining) {
            // The learner asks the next leader for it.
            return;
        }
        long sessionId = request.sessionId();
        int cxid = request.cxid();
        switch (request.opCode()) {
            case OpCode.SYNC -> sync(null, link);
            case OpCode.CREATE_SESSION -> createSession(link, request);
            default -> {
                Request update = read(request);
                if (update == null) {
                    orderer.error(null, sessionId, cxid, ErrorCode.MARSHALLING_ERROR);
                } else if (!Preparer.isUpdate(update)) {
                    orderer.error(null, sessionId, cxid, ErrorCode.UNIMPLEMENTED);
                } else if (context.preparer().isAlive(sessionId)
                        && !owners.claim(sessionId, link)) {
                    orderer.error(null, sessionId, cxid, ErrorCode.SESSION_MOVED);
                } else {
                    Identities who = Identities.of(request.identities().toArray(Id[]::new));
                    orderer.update(sessionId, cxid, update, who);
                }
            }
        }
    }

    private void createSession(long link, LearnerMessage.Request request) {
        if (request.body().length < Integer.BYTES) {
            orderer.error(null, request.sessionId(), request.cxid(), ErrorCode.MARSHALLING_ERROR);
            return;
        }
        owners.move(request.sessionId(), link);
        orderer.open(request.sessionId(), JuteReader.over(request.body()).readInt());
    }

    private static @Nullable Request read(LearnerMessage.Request request) {
        try {
            return Request.read(request.opCode(), JuteReader.over(request.body()));
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    /// A learner heard of sessions.
    void touched(List<LearnerMessage.SessionTouch> touched) {
        for (LearnerMessage.SessionTouch touch : touched) {
            context.sessions().table().touch(touch.sessionId(), context.now().millis());
        }
    }

    /// A learner's client wants its session back.
    void revalidate(long link, LearnerMessage.Revalidate request) {
        settle();
        if (draining) {
            return;
        }
        long sessionId = request.sessionId();
        boolean valid = context.preparer().isAlive(sessionId);
        if (valid) {
            context.sessions()
                    .table()
                    .setTimeout(sessionId, request.timeoutMillis(), context.now().millis());
            owners.move(sessionId, link);
            ensemble.host().exclusively(() -> context.sessions().closeOther(sessionId, null));
        }
        ensemble.agreement().answer(link, new LeaderMessage.Revalidated(sessionId, valid));
    }

    // ---- sync ----

    /// How many are not answered yet.
    int pendingSyncs() {
        return syncs.size();
    }

    private void sync(@Nullable Entry own, long link) {
        if (own == null && ensemble.agreement().countsOnOrder(link)) {
            // No time for a proof: what is proposed next could be committed before it.
            long last = context.preparer().lastPreparedZxid();
            ensemble.agreement().answerAfter(link, last, new LeaderMessage.Synced());
            return;
        }
        PendingSync sync = new PendingSync(own, link, context.preparer().lastPreparedZxid());
        syncs.add(sync);
        ensemble.agreement().proveLeadership(() -> sync.proven = true);
        answerSyncs();
    }

    /// Only between steps of the peer: within one, a commit may be known here and not yet be on its
    /// way to the learners.
    private void answerSyncs() {
        while (!ended) {
            PendingSync oldest = syncs.peek();
            if (oldest == null || !oldest.proven || oldest.zxid > commits.lastZxid()) {
                return;
            }
            syncs.remove();
            if (oldest.own == null) {
                ensemble.agreement().answer(oldest.link, new LeaderMessage.Synced());
            } else {
                oldest.own.answerAfter(oldest.zxid);
            }
        }
    }

    // ---- completing ----

    @Override
    public boolean isReady() {
        return begun && (commits.isReady() || isToDropClients());
    }

    @Override
    public boolean completeNext() {
        if (begun && commits.completeNext(true)) {
            return true;
        }
        if (isToDropClients()) {
            ensemble.dropClients();
            return true;
        }
        return false;
    }

    private boolean isToDropClients() {
        return begun && !servesClients() && ensemble.hasClients();
    }

    @Override
    public boolean keepTime() {
        if (!begun || draining) {
            return false;
        }
        boolean ordered = orderer.keepTime();
        return ensemble.expireLocals() || ordered;
    }

    @Override
    public ForcedEnd end(long sessionId) {
        if (!begun || draining) {
            return ForcedEnd.AT_THE_LEADER;
        }
        return ensemble.endLocal(sessionId) ? ForcedEnd.BEGUN : orderer.end(sessionId);
    }

    @Override
    public long deadlineMillis() {
        return draining ? Long.MAX_VALUE : orderer.deadlineMillis();
    }
}
