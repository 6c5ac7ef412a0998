package paddock.zab.peer;

import paddock.wire.ensemble.LeaderMessage;
import paddock.zab.peer.Follower.Stage;

import java.util.ArrayList;
import java.util.List;

/// Proves again and again that this server still leads: a quorum answers a ping that was sent after
/// the question.
///
/// One round of pings is under way at most; who asks meanwhile waits for the next round, since the
/// answers under way may be older than the question.
final class LeadershipProof {
    private final Context context;
    private final Followers followers;
    private final Broadcast broadcast;
    private List<Runnable> proving = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();

    LeadershipProof(Context context, Followers followers, Broadcast broadcast) {
        this.context = context;
        this.followers = followers;
        this.broadcast = broadcast;
    }

    /// Proves that this server still leads, then runs `proven`; never if it does not.
    void prove(Runnable proven) {
        if (context.settings.makes(Mutation.LEADS_WITHOUT_QUORUM)) {
            proven.run();
            return;
        }
        waiting.add(proven);
        if (!isUnderWay()) {
            begin();
        }
    }

    private boolean isUnderWay() {
        return !proving.isEmpty();
    }

    private void begin() {
        proving = waiting;
        waiting = new ArrayList<>();
        for (Follower follower : followers) {
            follower.provingPing = Long.MAX_VALUE;
            include(follower);
        }
        answered();
    }

    /// Whoever comes while a round is under way takes part in it: those it was begun with may
    /// leave.
    void include(Follower follower) {
        if (isUnderWay() && follower.stage == Stage.SERVING && !follower.observer) {
            ping(follower);
            follower.provingPing = follower.pingsSent;
        }
    }

    /// Pings were answered, perhaps by enough.
    void answered() {
        while (isUnderWay()
                && followers.areQuorum(
                        follower -> follower.pingsAnswered >= follower.provingPing)) {
            List<Runnable> done = proving;
            proving = new ArrayList<>();
            done.forEach(Runnable::run);
            if (waiting.isEmpty()) {
                return;
            }
            begin();
        }
    }

    void ping(Follower follower) {
        follower.pingsSent++;
        followers.send(follower, new LeaderMessage.Ping(broadcast.lastProposedZxid()));
    }
}
