package paddock.replica;

/// A member of an ensemble that has no leader: nothing is answered.
///
/// Connections are kept for a while, since most elections are short, and what they want waits. When
/// that time is over they are closed, and so are all that come later.
final class Suspended implements Standing {
    private final Context context;
    private final Ensemble ensemble;
    private final long closingMillis;
    private boolean closing;

    Suspended(Context context, Ensemble ensemble) {
        this.context = context;
        this.ensemble = ensemble;
        closingMillis = context.now().millis() + context.settings().leaderlessMillis();
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
        if (closing || context.now().millis() < closingMillis) {
            return false;
        }
        closing = true;
        return true;
    }

    @Override
    public long deadlineMillis() {
        return closing ? Long.MAX_VALUE : closingMillis;
    }

    @Override
    public void settle() {}

    @Override
    public void leave() {}
}
