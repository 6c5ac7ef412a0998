package paddock.zab.peer;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.zab.peer.Follower.Stage;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;

/// How a learner is given what it misses (ensemble protocol reference, section 7): what a
/// [SyncPlan] says, and then what is under way.
final class Synchronisation {
    private final Context context;
    private final Followers followers;

    Synchronisation(Context context, Followers followers) {
        this.context = context;
        this.followers = followers;
    }

    enum Outcome {
        /// It was sent what it misses.
        BEGUN,
        /// It stays where it is, and is looked at again when another one is done, or time passes.
        PUT_OFF,
        /// Too many are being brought up to date.
        OVER_LIMIT
    }

    /// Sends what makes a learner's history that of this server, as far as it is committed.
    Outcome begin(Follower follower) {
        SyncPlan plan =
                SyncPlan.choose(
                        follower.lastLoggedZxid,
                        follower.features != Features.NONE,
                        context.history,
                        context.store,
                        context.settings);
        if (follower.observer && isOverLimit(plan)) {
            return Outcome.OVER_LIMIT;
        }
        if (plan instanceof SyncPlan.Snap && !context.service.canSendSnapshot()) {
            return Outcome.PUT_OFF;
        }
        follower.stage = Stage.SYNCHRONISING;
        follower.ackedZxid = 0;
        context.listener.bringsUpToDate(plan instanceof SyncPlan.Snap);
        switch (plan) {
            case SyncPlan.Diff(var zxid, var backlog) -> {
                follower.countsDiff = true;
                followers.send(follower, new LeaderMessage.Diff(zxid));
                sendBacklog(follower, backlog);
            }
            case SyncPlan.Trunc(var keep, var backlog) -> {
                follower.countsDiff = true;
                followers.send(follower, new LeaderMessage.Trunc(keep));
                sendBacklog(follower, backlog);
            }
            case SyncPlan.Snap() -> {
                follower.countsSnapshot = true;
                context.service.sendSnapshot(follower.link);
            }
        }
        return Outcome.BEGUN;
    }

    /// Ends what [#begin] began: from here on the learner gets everything new.
    ///
    /// @param membership in force as the learner begins to serve
    void end(Follower follower, long epoch, QuorumConfig membership) {
        followers.send(follower, new LeaderMessage.NewLeader(epoch, membership.text()));
    }

    private boolean isOverLimit(SyncPlan plan) {
        boolean snapshot = plan instanceof SyncPlan.Snap;
        int limit =
                snapshot ? context.settings.maxSnapshotSyncs() : context.settings.maxDiffSyncs();
        int count = 0;
        for (Follower follower : followers) {
            if (follower.stage == Stage.SYNCHRONISING
                    && (snapshot ? follower.countsSnapshot : follower.countsDiff)) {
                count++;
            }
        }
        return count >= limit;
    }

    private void sendBacklog(Follower follower, List<EncodedTxn> backlog) {
        boolean hole = context.settings.makes(Mutation.DIFF_WITH_HOLE) && backlog.size() > 1;
        int end = hole ? backlog.size() - 1 : backlog.size();
        for (int i = 0; i < end; i++) {
            EncodedTxn txn = backlog.get(i);
            followers.send(follower, new LeaderMessage.Proposal(txn));
            if (!follower.isCumulative() || i == end - 1) {
                followers.send(follower, new LeaderMessage.Commit(txn.zxid()));
            }
        }
    }
}
