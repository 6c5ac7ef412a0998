package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.session.SessionPasswords;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/// A follower or observer: sends what has to be ordered to the leader, and answers when it comes
/// back committed (ensemble protocol reference, section 10).
///
/// A follower hands on what its observers ask, as its own, and gives each the leader's answers to
/// its own questions (section 13).
final class Learning implements Standing {
    private static final byte[] NOTHING = {};
    private static final byte[] ROOT = rootPath();
    private static final long NO_LINK = -1;

    private final Context context;
    private final Ensemble ensemble;
    private final Commits commits;

    /// Unanswered syncs, oldest first.
    private final ArrayDeque<AskedSync> syncs = new ArrayDeque<>();

    /// Sessions asked for and not answered yet, of own clients and of observers, oldest first.
    private final ArrayDeque<AskedSession> sessionsAsked = new ArrayDeque<>();

    /// By the link of an observer that counts on order: what it asked behind a sync, until that is
    /// answered. The leader knows only of this follower, which does not count on it.
    private final TreeMap<Long, List<LearnerMessage.Request>> heldBack = new TreeMap<>();

    private final ArrayDeque<Verdict> verdicts = new ArrayDeque<>();
    private final boolean observer;
    private final boolean mayBeUnderWay;
    private boolean begun;

    private sealed interface AskedSync {
        /// By an own client.
        record OfClient(Entry entry) implements AskedSync {}

        /// By this server, before an own client gets its session back.
        record OfMove(Submission.Resume resume) implements AskedSync {}

        /// By the observer at the other end of a link.
        record OfObserver(long link) implements AskedSync {}
    }

    /// A session that an own client wants back, or one of the observer at the other end of a link.
    private record AskedSession(long sessionId, Submission.@Nullable Resume own, long link) {}

    /// Whether a client may have its session back.
    private record Verdict(Submission.Resume resume, boolean valid) {}

    /// @param observer whether this server hears of nothing before it is committed
    /// @param mayBeUnderWay whether the leader may have proposed what was sent to it before,
    ///   without this server being told of what is not committed
    Learning(Context context, Ensemble ensemble, boolean observer, boolean mayBeUnderWay) {
        this.context = context;
        this.ensemble = ensemble;
        commits = ensemble.commits();
        this.observer = observer;
        this.mayBeUnderWay = mayBeUnderWay;
    }

    private static byte[] rootPath() {
        JuteWriter body = new JuteWriter(8);
        new Request.Sync("/").write(body);
        return body.toByteArray();
    }

    @Override
    public void settle() {
        if (!begun) {
            ensemble.host().exclusively(this::begin);
        }
    }

    private void begin() {
        begun = true;
        ensemble.catchUp();
        context.database().dropOrphans();
        context.sessions().locals().restart(context.now().millis());
        ensemble.startServing();
        if (mayBeUnderWay && commits.isAwaited()) {
            // Sent again it could happen twice, and not sent again never. Only the clients can
            // find out, as they have to after any loss of a connection.
            ensemble.dropClients();
        }
        // A request that the same leader got before the link broke may be under way still.
        commits.keepWaitingFor(ensemble.agreement().uncommitted());
        context.ledger().forEach(this::sendAgain);
        ensemble.resuming().removeIf(this::isDecidedHere);
        ensemble.resuming().forEach(this::ask);
    }

    @Override
    public void leave() {
        while (!verdicts.isEmpty()) {
            ensemble.resuming().addFirst(verdicts.removeLast().resume());
        }
    }

    // ---- what clients want ----

    @Override
    public void submit(Submission submission) {
        if (!begun) {
            ensemble.keep(submission);
            return;
        }
        switch (submission) {
            case Submission.Update update -> add(Entry.unsent(update));
            case Submission.Malformed malformed -> add(Entry.unsent(malformed));
            case Submission.Open open -> add(Entry.unsent(open));
            case Submission.Query query ->
                    add(Ensemble.isSync(query) ? Entry.unsent(query) : Entry.ready(query));
            case Submission.Gone gone -> add(Entry.ready(gone));
            case Submission.Resume resume -> {
                if (!isDecidedHere(resume)) {
                    ensemble.resuming().add(resume);
                    ask(resume);
                }
            }
        }
    }

    private void add(Entry entry) {
        context.ledger().add(entry);
        sendUnsent(entry);
    }

    private void sendAgain(Entry entry) {
        // What is under way is answered when it is committed, though nobody hears of it.
        if (entry.state() == Entry.State.UNSENT
                && entry.origin() instanceof Submission.Open open
                && !open.connection().isOpen()) {
            entry.refuse(0);
        } else {
            sendUnsent(entry);
        }
    }

    private void sendUnsent(Entry entry) {
        if (entry.state() != Entry.State.UNSENT || ensemble.isDoneHere(entry)) {
            return;
        }
        switch (entry.origin()) {
            case Submission.Update update -> update(entry, update);
            case Submission.Malformed malformed -> malformed(entry, malformed);
            case Submission.Open open -> open(entry, open);
            case Submission.Query query -> {
                syncs.add(new AskedSync.OfClient(entry));
                forward(
                        query.connection().sessionId(),
                        query.xid(),
                        OpCode.SYNC,
                        query.body(),
                        query.who().ids());
            }
            case Submission.Resume resume -> {}
            case Submission.Gone gone -> {}
            case null -> {}
        }
    }

    private void update(Entry entry, Submission.Update update) {
        Request request = update.request();
        if (context.isTooOld(update.receivedNanos()) && request.opCode() != OpCode.CLOSE_SESSION) {
            entry.refuse(ErrorCode.THROTTLED_OP.code());
            return;
        }
        long sessionId = update.connection().sessionId();
        LocalSessions locals = context.sessions().locals();
        if (locals.mustBecomeGlobal(sessionId, request)) {
            forwardOpening(sessionId, locals.upgrade(sessionId));
        }
        JuteWriter body = ensemble.scratch().cleared();
        request.write(body);
        await(entry);
        forward(sessionId, update.xid(), request.opCode(), body.toByteArray(), update.who().ids());
    }

    /// The leader finds what cannot be read as little readable as this server did; it only has to
    /// give the refusal a place in the order.
    private void malformed(Entry entry, Submission.Malformed malformed) {
        if (malformed.opCode() != OpCode.MULTI) {
            entry.refuse(malformed.error().code());
            return;
        }
        await(entry);
        forward(
                malformed.connection().sessionId(),
                malformed.xid(),
                malformed.opCode(),
                NOTHING,
                List.of());
    }

    private void open(Entry entry, Submission.Open open) {
        if (entry.sessionId() == 0) {
            entry.opens(context.sessions().newId());
        }
        await(entry);
        forwardOpening(entry.sessionId(), open.timeoutMillis());
    }

    /// Has the leader order the beginning of a session.
    private void forwardOpening(long sessionId, int timeoutMillis) {
        JuteWriter body = new JuteWriter(Integer.BYTES);
        body.writeInt(timeoutMillis);
        forward(sessionId, 0, OpCode.CREATE_SESSION, body.toByteArray(), List.of());
    }

    private void await(Entry entry) {
        entry.sent(ensemble.agreement().lastLoggedZxid());
        commits.await(entry);
    }

    private void forward(long sessionId, int cxid, int opCode, byte[] body, List<Id> identities) {
        ensemble.agreement()
                .forward(new LearnerMessage.Request(sessionId, cxid, opCode, body, identities));
    }

    /// A wrong password is refused without asking the leader, who knows nothing of local sessions.
    private boolean isDecidedHere(Submission.Resume resume) {
        boolean known = SessionPasswords.matches(resume.sessionId(), resume.password());
        if (known && !context.sessions().locals().isOnlyHere(resume.sessionId())) {
            return false;
        }
        verdicts.add(new Verdict(resume, known));
        return true;
    }

    private void ask(Submission.Resume resume) {
        sessionsAsked.add(new AskedSession(resume.sessionId(), resume, NO_LINK));
        ensemble.agreement()
                .forward(new LearnerMessage.Revalidate(resume.sessionId(), resume.timeoutMillis()));
    }

    // ---- what observers of this follower ask ----

    /// An observer forwards a request.
    void requested(long link, LearnerMessage.Request request) {
        settle();
        List<LearnerMessage.Request> behindSync = heldBack.get(link);
        if (behindSync != null) {
            behindSync.add(request);
            return;
        }
        if (request.opCode() == OpCode.SYNC) {
            syncs.add(new AskedSync.OfObserver(link));
            if (ensemble.agreement().countsOnOrder(link)) {
                heldBack.put(link, new ArrayList<>());
            }
        }
        ensemble.agreement().forward(request);
    }

    /// An observer's client wants its session back.
    void revalidate(long link, LearnerMessage.Revalidate request) {
        settle();
        sessionsAsked.add(new AskedSession(request.sessionId(), null, link));
        ensemble.agreement().forward(request);
    }

    // ---- what the leader says ----

    /// The answer to the oldest unanswered question about a session.
    void revalidated(long sessionId, boolean valid) {
        for (Iterator<AskedSession> each = sessionsAsked.iterator(); each.hasNext(); ) {
            AskedSession asked = each.next();
            if (asked.sessionId == sessionId) {
                each.remove();
                revalidated(asked, valid);
                return;
            }
        }
    }

    private void revalidated(AskedSession asked, boolean valid) {
        Submission.Resume own = asked.own;
        if (own != null) {
            if (valid && observer) {
                // What the client asked of another server may be under way unseen, with xids that
                // it uses again here. It is committed before this is answered.
                syncs.add(new AskedSync.OfMove(own));
                forward(own.sessionId(), 0, OpCode.SYNC, ROOT, List.of());
            } else {
                decide(own, valid);
            }
            return;
        }
        if (valid) {
            // To the leader both are this server, so it would let the connection left behind here
            // go on speaking for the session.
            ensemble.host().exclusively(() -> context.sessions().closeOther(asked.sessionId, null));
        }
        ensemble.agreement()
                .answer(asked.link, new LeaderMessage.Revalidated(asked.sessionId, valid));
    }

    private void decide(Submission.Resume resume, boolean valid) {
        if (ensemble.resuming().remove(resume)) {
            verdicts.add(new Verdict(resume, valid));
        }
    }

    /// The oldest unanswered sync is answered.
    void synced() {
        switch (syncs.poll()) {
            case AskedSync.OfClient(Entry entry) -> entry.answerAfter(commits.lastZxid());
            case AskedSync.OfMove(Submission.Resume resume) -> decide(resume, true);
            case AskedSync.OfObserver(long link) -> {
                ensemble.agreement().answer(link, new LeaderMessage.Synced());
                List<LearnerMessage.Request> behindIt = heldBack.remove(link);
                if (behindIt != null) {
                    behindIt.forEach(request -> requested(link, request));
                }
            }
            case null -> {}
        }
    }

    // ---- completing ----

    @Override
    public boolean isReady() {
        return begun && (!verdicts.isEmpty() || commits.isReady());
    }

    @Override
    public boolean completeNext() {
        if (!begun) {
            return false;
        }
        Verdict verdict = verdicts.poll();
        if (verdict != null) {
            context.completer().revalidated(verdict.resume, verdict.valid);
            return true;
        }
        return commits.completeNext(false);
    }

    /// All but local sessions expire at the leader.
    @Override
    public boolean keepTime() {
        return begun && ensemble.expireLocals();
    }

    @Override
    public ForcedEnd end(long sessionId) {
        return begun && ensemble.endLocal(sessionId) ? ForcedEnd.BEGUN : ForcedEnd.AT_THE_LEADER;
    }

    @Override
    public long deadlineMillis() {
        return begun ? context.sessions().locals().deadlineMillis() : Long.MAX_VALUE;
    }
}
