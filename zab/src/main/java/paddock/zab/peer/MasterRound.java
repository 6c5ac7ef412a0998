package paddock.zab.peer;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Whom an observer learns from where followers serve observers (ensemble protocol reference,
/// section 13): one follower after the other, in an order of each observer's own, so that they
/// spread.
///
/// The leader comes last, at its own port. The reference tries it at the port for observers, where
/// it never listens, and so has an observer without leader as long as no follower serves it.
final class MasterRound {
    private final long serverId;
    private final List<Long> left = new ArrayList<>();
    private boolean underWay;
    private long servedBefore = -1;

    MasterRound(long serverId) {
        this.serverId = serverId;
    }

    /// Whether a follower was tried in vain and there is somebody left to try. An observer pauses
    /// only between rounds.
    boolean isUnderWay() {
        return underWay;
    }

    /// The next follower to learn from; null where it is the leader's turn, which ends the round.
    @Nullable Member next(QuorumConfig membership, long leader, long nowMillis) {
        if (!underWay) {
            begin(membership, nowMillis);
        }
        while (!left.isEmpty()) {
            long id = left.removeFirst();
            Member member = membership.members().get(id);
            if (id != leader && member != null && member.isParticipant()) {
                return member;
            }
        }
        underWay = false;
        return null;
    }

    private void begin(QuorumConfig membership, long nowMillis) {
        underWay = true;
        left.addAll(membership.voters());
        left.sort(null);
        // When it comes to that is chance enough, and the same again in a simulation.
        Collections.shuffle(left, new Random(nowMillis * 31 + serverId));
        // The one that was lost may be down for longer.
        if (left.remove(servedBefore)) {
            left.add(servedBefore);
        }
    }

    /// A server came to serve this observer: the search is over, and the next one begins anew.
    void served(long master) {
        servedBefore = master;
        underWay = false;
        left.clear();
    }
}
