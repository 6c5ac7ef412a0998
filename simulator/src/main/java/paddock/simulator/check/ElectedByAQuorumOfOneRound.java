package paddock.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// A server that takes itself for elected was voted for by a quorum, all in the same round; or a
/// quorum told it that they follow it in one epoch, or voted for it in this round.
public final class ElectedByAQuorumOfOneRound {
    private final Map<Ballot, Set<Long>> voters = new HashMap<>();

    private final Map<Following, Set<Long>> followers = new HashMap<>();

    private record Ballot(long round, long candidate) {}

    private record Following(long leader, long epoch) {}

    /// Nobody has voted yet.
    public ElectedByAQuorumOfOneRound() {}

    /// A server tells another one whom it votes for, or follows.
    public void votes(long server, long round, long candidate) {
        voters.computeIfAbsent(new Ballot(round, candidate), any -> new HashSet<>()).add(server);
    }

    /// A server tells another one that it follows a leader.
    public void follows(long server, long leader, long epoch) {
        followers.computeIfAbsent(new Following(leader, epoch), any -> new HashSet<>()).add(server);
    }

    /// A server found itself elected in a round.
    ///
    /// @param epoch of its history
    public void elected(long server, long round, long epoch, SortedSet<Long> members) {
        Set<Long> had = new HashSet<>(voters.getOrDefault(new Ballot(round, server), Set.of()));
        had.add(server);
        had.addAll(followers.getOrDefault(new Following(server, epoch), Set.of()));
        had.retainAll(members);
        if (had.size() <= members.size() / 2) {
            throw new BrokenPromise(
                    ElectedByAQuorumOfOneRound.class,
                    "server %d is elected in round %d with %d of %d votes"
                            .formatted(server, round, had.size(), members.size()));
        }
    }
}
