package paddock.zab.peer;

import java.util.ArrayList;
import java.util.List;

/// Proves again and again that this server still leads: a quorum answers a ping that was sent after
/// the question.
///
/// One round of pings is under way at most; who asks meanwhile waits for the next round, since the
/// answers under way may be older than the question.
final class LeadershipProof {
    private List<Runnable> proving = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();

    /// Somebody asks; says whether a round has to begin.
    boolean ask(Runnable proven) {
        waiting.add(proven);
        return proving.isEmpty();
    }

    /// A round begins: pings go out right after.
    void begin() {
        proving = waiting;
        waiting = new ArrayList<>();
    }

    boolean isUnderWay() {
        return !proving.isEmpty();
    }

    /// A quorum answered. Says whether the next round has to begin.
    boolean proven() {
        List<Runnable> done = proving;
        proving = new ArrayList<>();
        done.forEach(Runnable::run);
        return !waiting.isEmpty();
    }
}
