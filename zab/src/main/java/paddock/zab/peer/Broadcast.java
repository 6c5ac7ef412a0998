package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.Zxid;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayDeque;
import java.util.function.LongPredicate;

/// What a leader has proposed, and how it is agreed on (ensemble protocol reference, section 9).
final class Broadcast {
    /// A transaction that was proposed and is not committed.
    ///
    /// @param next the membership that has to agree as well, because it was on its way in
    private record Outstanding(EncodedTxn txn, @Nullable QuorumConfig next) {}

    /// What a learner is told after one commit and before the next.
    private record InOrder(long zxid, long link, LeaderMessage message) {}

    private final Context context;
    private final Followers followers;
    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();

    /// By ascending zxid.
    private final ArrayDeque<InOrder> inOrder = new ArrayDeque<>();

    private long lastProposedZxid;
    private boolean mayCommit = true;

    /// The last change of membership that was committed here.
    private long activatedZxid;

    Broadcast(Context context, Followers followers) {
        this.context = context;
        this.followers = followers;
    }

    /// The last proposal, or the beginning of the epoch; 0 before that.
    long lastProposedZxid() {
        return lastProposedZxid;
    }

    boolean hasOutstanding() {
        return !outstanding.isEmpty();
    }

    /// The epoch begins: a quorum has its history.
    void begin(long epoch) {
        lastProposedZxid = Zxid.beginOf(epoch);
        context.history.beginEpoch(epoch);
        context.elector.entered(epoch);
        if (context.settings.reconfigEnabled() && context.configs.isChanging()) {
            QuorumConfig config = context.configs.lastSeen();
            activate(config, designatedLeader(config, 0));
        }
    }

    /// Gives a follower that is being brought up to date what is still to be agreed on.
    void sendOutstanding(Follower follower) {
        for (Outstanding proposal : outstanding) {
            followers.send(follower, new LeaderMessage.Proposal(proposal.txn));
            follower.sentZxid = proposal.txn.zxid();
            follower.waitingSinceMillis = context.nowMillis;
        }
    }

    /// Proposes a transaction, whose zxid is the next one.
    void propose(EncodedTxn txn) {
        long zxid = txn.zxid();
        QuorumConfig change = Reconfigs.proposedBy(context, txn);
        if (change != null && context.settings.reconfigEnabled()) {
            Reconfigs.see(context, change);
        }
        lastProposedZxid = zxid;
        outstanding.add(
                new Outstanding(
                        txn, context.configs.isChanging() ? context.configs.lastSeen() : null));
        context.history.append(txn);
        context.listener.proposed(txn.bytes().length);
        LeaderMessage proposal = new LeaderMessage.Proposal(txn);
        for (Follower follower : followers) {
            if (follower.isForwarded() && !follower.observer) {
                followers.send(follower, proposal);
                if (follower.ackedZxid >= follower.sentZxid) {
                    follower.waitingSinceMillis = context.nowMillis;
                }
                follower.sentZxid = zxid;
            }
        }
    }

    /// Commits what is agreed on by now.
    void commit() {
        long before = context.history.lastCommittedZxid();
        // One by one even so: a change of membership in the middle changes what the rest needs.
        while (!outstanding.isEmpty() && mayCommit && isAgreed(outstanding.getFirst())) {
            commit(outstanding.removeFirst());
        }
        long committed = context.history.lastCommittedZxid();
        // Where a change of membership was the last one, everybody has been told of it.
        if (committed > before && committed != activatedZxid) {
            LeaderMessage all = new LeaderMessage.Commit(committed);
            for (Follower follower : followers) {
                if (follower.isForwarded() && !follower.observer && follower.isCumulative()) {
                    followers.send(follower, all);
                }
            }
        }
    }

    private boolean isAgreed(Outstanding proposal) {
        long zxid = proposal.txn.zxid();
        if (context.settings.makes(Mutation.COMMIT_WITHOUT_QUORUM)) {
            return context.history.durableZxid() >= zxid;
        }
        LongPredicate logged =
                serverId ->
                        serverId == context.serverId()
                                ? context.history.durableZxid() >= zxid
                                : followers.hasAcked(serverId, zxid);
        return context.configs.committed().isQuorum(logged)
                && (proposal.next == null
                        || proposal.next.isQuorum(logged)
                        || context.settings.makes(Mutation.NEXT_QUORUM_FORGOTTEN));
    }

    private void commit(Outstanding proposal) {
        EncodedTxn txn = proposal.txn;
        context.history.commitNext();
        context.listener.committed();
        QuorumConfig change =
                context.settings.reconfigEnabled() ? Reconfigs.proposedBy(context, txn) : null;
        if (change == null) {
            tellCommitted(txn);
        } else {
            long designated = designatedLeader(change, txn.zxid());
            tellActivated(txn, designated);
            activatedZxid = txn.zxid();
            activate(change, designated);
        }
        answerInOrder(txn.zxid());
    }

    private void tellCommitted(EncodedTxn txn) {
        followers.inform(new LeaderMessage.Inform(txn));
        for (Follower follower : followers) {
            if (follower.isForwarded() && !follower.observer && !follower.isCumulative()) {
                followers.send(follower, new LeaderMessage.Commit(txn.zxid()));
            }
        }
    }

    private void tellActivated(EncodedTxn txn, long designated) {
        followers.inform(new LeaderMessage.InformAndActivate(txn, designated));
        for (Follower follower : followers) {
            if (follower.isForwarded() && !follower.observer) {
                followers.send(
                        follower, new LeaderMessage.CommitAndActivate(txn.zxid(), designated));
            }
        }
    }

    private void activate(QuorumConfig config, long designated) {
        mayCommit = designated == context.serverId();
        Reconfigs.activate(context, config, designated, context.serverId());
    }

    /// Who leads under another membership: this server while it votes there, else the voter that
    /// has logged the most.
    private long designatedLeader(QuorumConfig config, long zxid) {
        long self = context.serverId();
        if (config.isVoter(self)) {
            return self;
        }
        return followers.mostLogged(
                follower -> config.isVoter(follower.serverId) && follower.ackedZxid >= zxid, self);
    }

    /// Tells a learner something once `zxid` is committed, before anything later is.
    void answerAfter(long link, long zxid, LeaderMessage message) {
        if (outstanding.isEmpty() || outstanding.getFirst().txn.zxid() > zxid) {
            context.links.toLearner(link, message);
        } else {
            inOrder.add(new InOrder(zxid, link, message));
        }
    }

    private void answerInOrder(long committed) {
        for (InOrder next = inOrder.peek();
                next != null && next.zxid <= committed;
                next = inOrder.peek()) {
            inOrder.remove();
            if (followers.get(next.link) != null) {
                context.links.toLearner(next.link, next.message);
            }
        }
    }
}
