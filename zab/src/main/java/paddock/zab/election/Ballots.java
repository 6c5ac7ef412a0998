package paddock.zab.election;

import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.Configs;

import java.util.TreeMap;
import java.util.function.LongPredicate;

/// The latest vote of each voter, and what they add up to.
final class Ballots {
    /// A vote, with what decides when it equals another one.
    private record Ballot(Vote vote, ServerState state, int version) {
        /// Those who look for a leader must mean the same history in the same round. Those who have
        /// one mean the same leader of the same epoch: their rounds and zxids are memories of
        /// elections that may have been different ones. The oldest format had no epoch to compare.
        boolean agreesWith(Ballot other) {
            if (state == ServerState.LOOKING || other.state == ServerState.LOOKING) {
                return vote.equals(other.vote);
            }
            return vote.leader() == other.vote.leader()
                    && (version == 0 != (other.version == 0)
                            || vote.peerEpoch() == other.vote.peerEpoch());
        }
    }

    private final TreeMap<Long, Ballot> latest = new TreeMap<>();
    private final Configs configs;

    Ballots(Configs configs) {
        this.configs = configs;
    }

    void clear() {
        latest.clear();
    }

    void put(long voter, Vote vote, ServerState state, int version) {
        latest.put(voter, new Ballot(vote, state, version));
    }

    void remove(long voter) {
        latest.remove(voter);
    }

    boolean contains(long voter) {
        return latest.containsKey(voter);
    }

    /// Whether a voter's latest vote is exactly this one.
    boolean isFor(Vote vote, long voter) {
        Ballot ballot = latest.get(voter);
        return ballot != null && ballot.vote.equals(vote);
    }

    /// Whether those who look for a leader make this vote the decision.
    boolean decideLooking(Vote vote) {
        return configs.isQuorum(agreeing(new Ballot(vote, ServerState.LOOKING, 2)));
    }

    /// The same where the others are out of reach and only an oracle may help.
    boolean decideCutOff(Vote vote) {
        return configs.isQuorumCutOff(agreeing(new Ballot(vote, ServerState.LOOKING, 2)));
    }

    /// Whether a quorum says what this voter says.
    boolean decideLike(long voter) {
        Ballot ballot = latest.get(voter);
        return ballot != null && configs.isQuorum(agreeing(ballot));
    }

    /// The same where only the membership in force is asked.
    boolean decideInForceLike(long voter) {
        Ballot ballot = latest.get(voter);
        return ballot != null && configs.committed().isQuorum(agreeing(ballot));
    }

    /// Whether a server's latest vote came from it as leader.
    boolean isLeading(long server) {
        Ballot ballot = latest.get(server);
        return ballot != null && ballot.state == ServerState.LEADING;
    }

    private LongPredicate agreeing(Ballot with) {
        return voter -> {
            Ballot ballot = latest.get(voter);
            return ballot != null && ballot.agreesWith(with);
        };
    }
}
