package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.Zxid;
import paddock.zab.peer.Follower.Stage;

/// How a leader lets another server lead, or itself in a new epoch, without an election: it takes
/// nothing more, waits until everything proposed is committed, and names its successor.
final class HandOver {
    /// A hand-over that waits for everything proposed to be committed.
    private record UnderWay(long target, long deadlineMillis) {}

    private final Context context;
    private final Followers followers;
    private final Broadcast broadcast;
    private @Nullable UnderWay underWay;

    HandOver(Context context, Followers followers, Broadcast broadcast) {
        this.context = context;
        this.followers = followers;
        this.broadcast = broadcast;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /// Whether it takes longer than clients should wait.
    boolean isOverdue() {
        UnderWay wanted = underWay;
        return wanted != null && context.nowMillis >= wanted.deadlineMillis;
    }

    /// The best server to lead next: a named one, or with -1 the one that has logged the most; -1
    /// where there is none.
    long successor(long wanted) {
        return followers.mostLogged(
                follower ->
                        follower.stage == Stage.SERVING
                                && !follower.observer
                                && context.configs.committed().isVoter(follower.serverId)
                                && (wanted < 0 || wanted == follower.serverId),
                -1);
    }

    /// Begins, at a leader that broadcasts.
    ///
    /// @return why that cannot be, and then nothing has changed; null where it has begun
    @Nullable HandOverRefusal begin(long target) {
        if (context.configs.isChanging()) {
            return HandOverRefusal.MEMBERSHIP_CHANGES;
        }
        if (underWay != null) {
            return HandOverRefusal.UNDER_WAY;
        }
        for (Follower follower : followers) {
            if (follower.isForwarded() && !follower.can(Features.HAND_OVER)) {
                return HandOverRefusal.OTHER_MAKE;
            }
        }
        context.service.drain();
        underWay = new UnderWay(target, context.nowMillis + context.settings.tickMillis() / 2);
        complete();
        return null;
    }

    /// Hands over if nothing is to be waited for any more. The one who is to lead may be the last
    /// to log what the others had agreed on before.
    void complete() {
        UnderWay wanted = underWay;
        if (wanted == null || broadcast.hasOutstanding() || context.isEnding()) {
            return;
        }
        boolean toSelf = wanted.target == context.serverId();
        if (!toSelf && !followers.hasAcked(wanted.target, lastTxnProposed())) {
            return;
        }
        for (Follower follower : followers) {
            if (follower.stage == Stage.SERVING) {
                followers.send(follower, new LeaderMessage.HandOver(wanted.target));
            }
        }
        context.next(
                toSelf ? Context.Next.Kind.LEAD : Context.Next.Kind.LEARN,
                wanted.target,
                "handed over to server " + wanted.target);
    }

    private long lastTxnProposed() {
        long last = broadcast.lastProposedZxid();
        return Zxid.isBeginOfEpoch(last) ? 0 : last;
    }

    /// A learner is gone: if it was to lead, another one is.
    void lost(Follower gone) {
        UnderWay wanted = underWay;
        if (wanted == null || wanted.target != gone.serverId || context.isEnding()) {
            return;
        }
        long other = successor(-1);
        if (other < 0) {
            context.look("nobody is left to hand over to");
            return;
        }
        underWay = new UnderWay(other, wanted.deadlineMillis);
        complete();
    }
}
