package paddock.zab.peer;

/// Looks for a leader. The elector does the work; it tells the peer when it has found one.
final class Looking implements Role {
    private final Context context;
    private final boolean lostAsObserver;

    /// When an observer that lost its leader begins; [Long#MAX_VALUE] once it has begun.
    private long beginMillis = Long.MAX_VALUE;

    /// @param lostAsObserver whether this server observed until now
    Looking(Context context, boolean lostAsObserver) {
        this.context = context;
        this.lostAsObserver = lostAsObserver;
    }

    @Override
    public void enter() {
        if (lostAsObserver && context.isObserver()) {
            int longest = context.settings.observing().electionMillis();
            long pause = ObserverSettings.pause(longest, context.serverId(), context.nowMillis);
            if (pause > 0) {
                beginMillis = context.nowMillis + pause;
                return;
            }
        }
        begin();
    }

    private void begin() {
        beginMillis = Long.MAX_VALUE;
        context.lookingSinceMillis = context.nowMillis;
        context.listener.looking();
        context.elector.look(
                context.history.lastLoggedZxid(), context.store.currentEpoch(), context.nowMillis);
    }

    @Override
    public void step(PeerEvent event) {
        // The peer itself hands votes and time to the elector, in every role.
        if (context.nowMillis >= beginMillis) {
            begin();
        }
        if (event instanceof PeerEvent.ObserverLinkUp(var link)) {
            context.links.disconnectLearner(link, "this server looks for a leader itself");
        }
    }

    @Override
    public void leave() {}

    @Override
    public long deadlineMillis() {
        return beginMillis;
    }
}
