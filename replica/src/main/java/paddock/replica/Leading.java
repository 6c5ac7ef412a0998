package paddock.replica;

import paddock.core.collection.LongMap;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.zab.peer.Peer;

import java.util.List;

/// A leader: orders what its own clients and those of its learners want, and applies what a quorum
/// has logged (ensemble protocol reference, section 10).
final class Leading implements Standing {
    private final Context context;
    private final Commits commits;
    private final Peer peer;
    private final Orderer orderer;

    /// The link of the learner that holds a session; sessions of own clients are not in it.
    private final LongMap<Long> owners = new LongMap<>();

    Leading(Context context, Commits commits, Peer peer) {
        this.context = context;
        this.commits = commits;
        this.peer = peer;
        orderer = new Orderer(context, this::propose);
    }

    private void propose(LoggedTxn txn) {
        peer.propose(EncodedTxn.of(txn), context.now().millis());
    }

    @Override
    public void submit(Submission submission) {
        switch (submission) {
            case Submission.Update update when isElsewhere(update.connection().sessionId()) ->
                    orderer.refuse(update, ErrorCode.SESSION_MOVED);
            case Submission.Query query when query.opCode() == OpCode.SYNC ->
                    barrier(Entry.awaiting(query));
            case Submission.Resume resume -> {
                owners.remove(resume.sessionId());
                orderer.submit(resume);
            }
            default -> orderer.submit(submission);
        }
    }

    private boolean isElsewhere(long sessionId) {
        return owners.containsKey(sessionId);
    }

    /// Everything proposed so far stands before it in the ledger.
    private void barrier(Entry entry) {
        context.ledger().add(entry);
        peer.proveLeadership(() -> entry.arrived(0));
    }

    // ---- for learners ----

    void requested(long link, LearnerMessage.Request request) {
        long sessionId = request.sessionId();
        if (request.opCode() == OpCode.SYNC) {
            long upTo = context.preparer().lastPreparedZxid();
            peer.proveLeadership(() -> syncs.add(new Sync(link, upTo)));
            return;
        }
        Long owner = owners.get(sessionId);
        if (owner == null) {
            owners.put(sessionId, link);
        } else if (owner != link) {
            orderer.refuse(sessionId, request.cxid(), ErrorCode.SESSION_MOVED);
            return;
        }
        orderer.submit(request);
    }

    /// A sync of a learner's client that waits for everything proposed before it to be committed.
    private record Sync(long link, long upToZxid) {}

    private final java.util.ArrayDeque<Sync> syncs = new java.util.ArrayDeque<>();

    /// Answers the syncs for which everything is committed.
    void answerSyncs() {
        while (!syncs.isEmpty() && syncs.getFirst().upToZxid <= commits.lastZxid()) {
            peer.answer(syncs.removeFirst().link, new LeaderMessage.Synced());
        }
    }

    void touched(List<LearnerMessage.SessionTouch> sessions) {
        for (LearnerMessage.SessionTouch touch : sessions) {
            context.sessions().table().touch(touch.sessionId(), context.now().millis());
        }
    }

    void revalidate(long link, LearnerMessage.Revalidate request) {
        long sessionId = request.sessionId();
        boolean valid =
                context.preparer().isAlive(sessionId)
                        && context.sessions()
                                .table()
                                .setTimeout(
                                        sessionId, request.timeoutMillis(), context.now().millis());
        if (valid) {
            owners.put(sessionId, link);
        }
        peer.answer(link, new LeaderMessage.Revalidated(sessionId, valid));
    }

    // ---- as time goes ----

    @Override
    public boolean isReady() {
        return commits.isReady();
    }

    @Override
    public boolean completeNext() {
        return commits.completeNext(true);
    }

    @Override
    public boolean keepTime() {
        answerSyncs();
        return orderer.keepTime();
    }

    @Override
    public long deadlineMillis() {
        return orderer.deadlineMillis();
    }
}
