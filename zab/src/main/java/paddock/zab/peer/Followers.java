package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.zab.peer.Follower.Stage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// The learners that are connected to a leader or to a follower that serves observers, in the order
/// in which they came.
final class Followers implements Iterable<Follower> {
    private final Context context;
    private final TreeMap<Long, Follower> byLink = new TreeMap<>();

    Followers(Context context) {
        this.context = context;
    }

    void connected(long link) {
        byLink.put(link, new Follower(link, context.nowMillis));
    }

    @Nullable Follower get(long link) {
        return byLink.get(link);
    }

    /// Forgets a learner; null where it was forgotten before.
    @Nullable Follower remove(long link) {
        return byLink.remove(link);
    }

    /// Sends all of them away.
    void disconnectAll(String reason) {
        for (Follower follower : all()) {
            context.links.disconnectLearner(follower.link, reason);
        }
        byLink.clear();
    }

    /// Those of this moment, while some of them may be forgotten.
    List<Follower> all() {
        return new ArrayList<>(byLink.values());
    }

    @Override
    public Iterator<Follower> iterator() {
        return byLink.values().iterator();
    }

    /// The server that has logged the most of those for which something holds, or else another.
    long mostLogged(Predicate<Follower> holds, long otherwise) {
        long best = otherwise;
        long most = -1;
        for (Follower follower : this) {
            if (follower.ackedZxid > most && holds.test(follower)) {
                best = follower.serverId;
                most = follower.ackedZxid;
            }
        }
        return best;
    }

    void send(Follower follower, LeaderMessage message) {
        context.links.toLearner(follower.link, message);
    }

    /// Tells all observers what they are told of everything committed.
    void inform(LeaderMessage message) {
        for (Follower follower : this) {
            if (follower.isForwarded() && follower.observer) {
                send(follower, message);
            }
        }
    }

    /// Whether a learner counts on being answered in the order of commits: the reference's do, and
    /// answer none of their clients any more where they are not.
    boolean countsOnOrder(long link) {
        Follower follower = byLink.get(link);
        return follower != null && !follower.isCumulative();
    }

    /// Why a learner that introduces itself is to be sent away, or null.
    @Nullable String refusal(Follower follower, LearnerMessage.Info info) {
        if (follower.stage != Stage.NEW) {
            return "it introduced itself twice";
        }
        return info.configVersion() > context.configs.committed().version()
                ? "it knows a newer membership"
                : null;
    }

    /// Links of a server that have become pointless because it is here again.
    List<Follower> earlier(long serverId) {
        return all().stream()
                .filter(each -> each.serverId == serverId && each.stage != Stage.NEW)
                .toList();
    }

    boolean isVoter(Follower follower) {
        return context.configs.isVoter(follower.serverId) && !follower.observer;
    }

    /// Whether this server, with the followers for which something holds, is a quorum of all
    /// memberships that count.
    boolean areQuorum(Predicate<Follower> holds) {
        return context.configs.isQuorum(counted(holds));
    }

    /// The same where only the membership in force is asked.
    boolean areQuorumInForce(Predicate<Follower> holds) {
        return context.configs.committed().isQuorum(counted(holds));
    }

    /// This server, and the followers for which something holds.
    LongPredicate counted(Predicate<Follower> holds) {
        LongPredicate voters = countedVoters(holds);
        if (!context.settings.makes(Mutation.OBSERVER_COUNTED)) {
            return voters;
        }
        long[] spare = {byLink.values().stream().filter(f -> f.observer && holds.test(f)).count()};
        return serverId -> voters.test(serverId) || spare[0]-- > 0;
    }

    private LongPredicate countedVoters(Predicate<Follower> holds) {
        return serverId -> {
            if (serverId == context.serverId()) {
                return true;
            }
            for (Follower follower : byLink.values()) {
                if (!follower.observer
                        && follower.serverId == serverId
                        && follower.stage != Stage.NEW) {
                    return holds.test(follower);
                }
            }
            return false;
        };
    }

    /// Whether a follower has everything up to `zxid` on its disk.
    boolean hasAcked(long serverId, long zxid) {
        for (Follower follower : byLink.values()) {
            if (follower.serverId == serverId
                    && !follower.observer
                    && follower.isAtLeast(Stage.SYNCHRONISED)) {
                return follower.ackedZxid >= zxid;
            }
        }
        return false;
    }
}
