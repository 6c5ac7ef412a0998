package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.txn.LoggedTxn;

/// A server that stands alone: what is durable here is committed.
final class Alone implements Standing, Orderer.Out {
    private final Context context;
    private final Ledger ledger;
    private final Orderer orderer;
    private final Log log;
    private long durableZxid;

    Alone(Context context, Log log) {
        this.context = context;
        ledger = context.ledger();
        this.log = log;
        orderer = new Orderer(context, this);
        durableZxid = log.durableZxid();
    }

    @Override
    public void submit(Submission submission) {
        switch (submission) {
            case Submission.Update update -> orderer.update(update);
            case Submission.Malformed malformed -> orderer.malformed(malformed);
            case Submission.Open open -> orderer.open(open, context.sessions().newId());
            case Submission.Resume resume -> ledger.add(Entry.ready(resume));
            case Submission.Query query -> ledger.add(Entry.ready(query));
            case Submission.Gone gone -> ledger.add(Entry.ready(gone));
        }
    }

    @Override
    public void ordered(@Nullable Submission origin, LoggedTxn txn, long sessionId) {
        ledger.add(Entry.ordered(origin, txn, sessionId));
        log.append(txn);
    }

    @Override
    public void refused(Submission origin, int err) {
        ledger.add(Entry.refused(origin, err));
    }

    @Override
    public boolean isReady() {
        durableZxid = log.durableZxid();
        Entry oldest = ledger.oldest();
        return oldest != null && isCommitted(oldest);
    }

    @Override
    public boolean completeNext() {
        Entry oldest = ledger.oldest();
        if (oldest == null || !isCommitted(oldest)) {
            return false;
        }
        ledger.removeOldest();
        context.completer().complete(oldest);
        return true;
    }

    private boolean isCommitted(Entry entry) {
        LoggedTxn txn = entry.txn();
        return txn == null || txn.header().zxid() <= durableZxid;
    }

    @Override
    public boolean keepTime() {
        return orderer.keepTime();
    }

    @Override
    public ForcedEnd end(long sessionId) {
        return orderer.end(sessionId);
    }

    @Override
    public long deadlineMillis() {
        return orderer.deadlineMillis();
    }

    @Override
    public void settle() {}

    @Override
    public void leave() {}
}
