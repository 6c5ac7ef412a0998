package paddock.zab.election;

/// A vote for a candidate.
///
/// @param leader the candidate
/// @param zxid the candidate's last logged zxid
/// @param electionEpoch the round in which it was cast
/// @param peerEpoch the candidate's current epoch
public record Vote(long leader, long zxid, long electionEpoch, long peerEpoch) {
    /// Stands where a server has nothing to propose: it has no vote, or no history to offer.
    static final long NOTHING = Long.MIN_VALUE;

    /// Whether this candidate's history is the newer one, or it is as new and its id is larger.
    /// Rounds do not matter.
    boolean beats(Vote other) {
        if (peerEpoch != other.peerEpoch) {
            return peerEpoch > other.peerEpoch;
        }
        return zxid != other.zxid ? zxid > other.zxid : leader > other.leader;
    }

    Vote inRound(long round) {
        return new Vote(leader, zxid, round, peerEpoch);
    }

    Vote inEpoch(long epoch) {
        return new Vote(leader, zxid, electionEpoch, epoch);
    }
}
