package paddock.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// A server that takes itself for elected was voted for by a quorum, all in the same round.
public final class ElectedByAQuorumOfOneRound {
    private final Map<Ballot, Set<Long>> voters = new HashMap<>();

    private record Ballot(long round, long candidate) {}

    /// Nobody has voted yet.
    public ElectedByAQuorumOfOneRound() {}

    /// A server tells another one whom it votes for, or follows.
    public void votes(long server, long round, long candidate) {
        voters.computeIfAbsent(new Ballot(round, candidate), any -> new HashSet<>()).add(server);
    }

    /// A server found itself elected in a round.
    public void elected(long server, long round, SortedSet<Long> members) {
        Set<Long> had = new HashSet<>(voters.getOrDefault(new Ballot(round, server), Set.of()));
        had.add(server);
        had.retainAll(members);
        if (had.size() <= members.size() / 2) {
            throw new BrokenPromise(
                    ElectedByAQuorumOfOneRound.class,
                    "server %d is elected in round %d with %d of %d votes"
                            .formatted(server, round, had.size(), members.size()));
        }
    }
}
