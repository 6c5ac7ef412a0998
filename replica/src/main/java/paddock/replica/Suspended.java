package paddock.replica;

/// A member of an ensemble that has no leader: nothing is answered.
///
/// Connections are kept for a while, since most elections are short, and what they want waits. When
/// that time is over they are closed, and so are all that come later; until the server has looked
/// for a leader for so long that it becomes [ReadOnly], where it is to.
final class Suspended implements Standing {
    private final Context context;
    private final Ensemble ensemble;
    private final Runnable readOnly;
    private final long closingMillis;
    private boolean closing;

    /// When reads are served, unless the search for a leader ends before.
    private long readOnlyMillis = Long.MAX_VALUE;

    /// @param readOnly becomes [ReadOnly]
    Suspended(Context context, Ensemble ensemble, Runnable readOnly) {
        this.context = context;
        this.ensemble = ensemble;
        this.readOnly = readOnly;
        closingMillis = context.now().millis() + context.settings().member().leaderlessMillis();
    }

    @Override
    public void submit(Submission submission) {
        ensemble.keep(submission);
    }

    @Override
    public boolean isReady() {
        return ensemble.commits().isBehind() || closing && ensemble.hasClients();
    }

    @Override
    public boolean completeNext() {
        if (ensemble.commits().applyNext(false)) {
            return true;
        }
        if (closing && ensemble.hasClients()) {
            ensemble.dropClients();
            return true;
        }
        return false;
    }

    @Override
    public boolean keepTime() {
        long nowMillis = context.now().millis();
        if (nowMillis >= readOnlyMillis) {
            readOnly.run();
            return true;
        }
        if (closing || nowMillis < closingMillis) {
            return false;
        }
        closing = true;
        return true;
    }

    @Override
    public ForcedEnd end(long sessionId) {
        return ForcedEnd.AT_THE_LEADER;
    }

    @Override
    public long deadlineMillis() {
        return Math.min(closing ? Long.MAX_VALUE : closingMillis, readOnlyMillis);
    }

    @Override
    public void settle() {
        if (!mayBecomeReadOnly()) {
            readOnlyMillis = Long.MAX_VALUE;
        } else if (readOnlyMillis == Long.MAX_VALUE) {
            readOnlyMillis = context.now().millis() + context.settings().readOnlyAfterMillis();
        }
    }

    /// Not with a tree of which nobody knows what it should contain.
    private boolean mayBecomeReadOnly() {
        return context.settings().member().readOnly()
                && ensemble.agreement().isLooking()
                && context.database().lastZxid() >= 0;
    }

    @Override
    public void leave() {}
}
