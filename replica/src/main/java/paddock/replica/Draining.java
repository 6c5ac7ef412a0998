package paddock.replica;

import java.util.ArrayDeque;

/// A leader that is about to hand over: what it has proposed is still answered, what comes now
/// waits for the next standing.
final class Draining implements Standing {
    private final Leading leading;
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();

    Draining(Leading leading) {
        this.leading = leading;
    }

    /// What waits, for the next standing.
    ArrayDeque<Submission> waiting() {
        return waiting;
    }

    @Override
    public void submit(Submission submission) {
        waiting.add(submission);
    }

    @Override
    public boolean isReady() {
        return leading.isReady();
    }

    @Override
    public boolean completeNext() {
        return leading.completeNext();
    }

    @Override
    public boolean keepTime() {
        leading.answerSyncs();
        return false;
    }

    @Override
    public long deadlineMillis() {
        return Long.MAX_VALUE;
    }
}
