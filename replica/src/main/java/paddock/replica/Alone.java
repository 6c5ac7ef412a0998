package paddock.replica;

/// A server that stands alone: what is durable here is committed.
final class Alone implements Standing {
    private final Ledger ledger;
    private final Orderer orderer;
    private final Completer completer;
    private final Log log;
    private long durableZxid;

    Alone(Context context, Completer completer, Log log) {
        ledger = context.ledger();
        this.completer = completer;
        this.log = log;
        orderer = new Orderer(context, log::append);
        durableZxid = log.durableZxid();
    }

    @Override
    public void submit(Submission submission) {
        orderer.submit(submission);
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
        completer.complete(oldest);
        return true;
    }

    @Override
    public boolean keepTime() {
        return orderer.keepTime();
    }

    @Override
    public long deadlineMillis() {
        return orderer.deadlineMillis();
    }

    private boolean isCommitted(Entry entry) {
        return entry.txn() == null || entry.txn().header().zxid() <= durableZxid;
    }
}
