package paddock.zab.peer;

import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Zxid;
import paddock.zab.peer.Follower.Stage;

/// How a leader finds an epoch that is newer than all that a quorum has promised, and has a quorum
/// promise it (ensemble protocol reference, section 6, epoch rules).
final class Discovery {
    private final Context context;
    private final Followers followers;
    private final long startedEpoch;
    private long epoch;

    Discovery(Context context, Followers followers) {
        this.context = context;
        this.followers = followers;
        startedEpoch = context.store.currentEpoch();
    }

    /// The epoch that is being opened.
    long epoch() {
        return epoch;
    }

    void begin() {
        epoch = Math.max(context.store.acceptedEpoch(), context.heardEpoch) + 1;
    }

    /// Goes above what somebody has promised.
    void raiseAbove(long acceptedEpoch) {
        epoch = Math.max(epoch, acceptedEpoch + 1);
    }

    /// Whether enough servers have said what they promised. Only the membership in force is asked
    /// here: what it decides binds the next one, too.
    boolean isDecided() {
        return followers.areQuorumInForce(follower -> follower.isAtLeast(Stage.INTRODUCED))
                || context.settings.makes(Mutation.DISCOVERY_SKIPPED);
    }

    /// Promises the epoch, and offers it to those who wait.
    void decide() {
        context.store.acceptEpoch(epoch);
        for (Follower follower : followers) {
            if (follower.stage == Stage.INTRODUCED) {
                offer(follower);
            }
        }
    }

    void offer(Follower follower) {
        follower.stage = Stage.OFFERED;
        followers.send(
                follower,
                new LeaderMessage.Info(epoch, LearnerMessage.PROTOCOL_VERSION, follower.features));
    }

    /// Whether a learner's history is newer than the one this server was elected for. Who had
    /// promised the epoch before is not compared.
    ///
    /// Whoever entered an epoch has all it began with. That its former leader names the beginning,
    /// and its former followers what they logged last, is no difference.
    boolean isAhead(LearnerMessage.AckEpoch ack) {
        if (ack.currentEpoch() == -1) {
            return false;
        }
        long ownLast = Math.max(context.history.lastLoggedZxid(), Zxid.beginOf(startedEpoch));
        return ack.currentEpoch() > startedEpoch
                || ack.currentEpoch() == startedEpoch && ack.lastLoggedZxid() > ownLast;
    }

    /// Whether a quorum has promised, and the history it promised to is on disk here.
    boolean isPromised() {
        return context.history.isDurable()
                && (followers.areQuorumInForce(
                                follower ->
                                        follower.isAtLeast(Stage.PROMISED)
                                                && follower.promisedEpoch != -1)
                        || context.settings.makes(Mutation.DISCOVERY_SKIPPED));
    }

    /// Enters the epoch with all that is logged here.
    void enterEpoch() {
        context.store.enterEpoch(epoch);
        if (!context.settings.makes(Mutation.TAIL_FORGOTTEN)) {
            // Everything logged here is what the epoch begins with.
            context.history.commitTail();
        }
        nameFirstMembership();
    }

    /// A membership that was never changed gets the first epoch as its version.
    private void nameFirstMembership() {
        if (context.settings.reconfigEnabled()
                && context.configs.committed().version() == 0
                && context.configs.lastSeen().version() == 0) {
            Reconfigs.see(context, context.configs.committed().withVersion(Zxid.beginOf(epoch)));
        }
    }
}
