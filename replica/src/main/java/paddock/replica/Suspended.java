package paddock.replica;

import java.util.ArrayDeque;

/// A member without a leader: what clients want waits for the next one, for a while.
///
/// What was under way when the leader was lost may have happened or not; those clients' connections
/// are closed, as the reference closes all of them. The others notice nothing when the next leader
/// is soon there.
final class Suspended implements Standing {
    /// Clients of a server that is cut off have to find another one.
    private static final int PATIENCE_MILLIS = 1_000;

    private final Context context;
    private final Completer completer;
    private final TreeHost host;
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
    private final long patientUntilMillis;
    private boolean patient;

    Suspended(Context context, Completer completer, TreeHost host) {
        this.context = context;
        this.completer = completer;
        this.host = host;
        patientUntilMillis =
                context.now().millis() + Math.min(PATIENCE_MILLIS, context.settings().tickMillis());
        patient = true;
    }

    @Override
    public void submit(Submission submission) {
        if (patient || submission instanceof Submission.Gone) {
            waiting.add(submission);
        } else {
            host.exclusively(() -> completer.abandon(submission));
        }
    }

    /// What waits, for the next standing.
    ArrayDeque<Submission> waiting() {
        return waiting;
    }

    /// Closes the connections of all clients, and lets go of what they want.
    void giveUp() {
        patient = false;
        host.exclusively(
                () -> {
                    waiting.forEach(completer::abandon);
                    context.sessions().closeAll();
                });
        waiting.clear();
    }

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public boolean completeNext() {
        return false;
    }

    @Override
    public boolean keepTime() {
        if (patient && context.now().millis() >= patientUntilMillis) {
            giveUp();
            return true;
        }
        return false;
    }

    @Override
    public long deadlineMillis() {
        return patient ? patientUntilMillis : Long.MAX_VALUE;
    }
}
