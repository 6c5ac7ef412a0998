package paddock.zab.peer;

/// Looks for a leader. The elector does the work; it tells the peer when it has found one.
final class Looking implements Role {
    private final Context context;

    Looking(Context context) {
        this.context = context;
    }

    @Override
    public void enter() {
        context.elector.look(
                context.history.lastLoggedZxid(), context.store.currentEpoch(), context.nowMillis);
    }

    @Override
    public void step(PeerEvent event) {
        // The peer itself hands votes and time to the elector, in every role.
    }

    @Override
    public void leave() {}

    @Override
    public long deadlineMillis() {
        return Long.MAX_VALUE;
    }
}
