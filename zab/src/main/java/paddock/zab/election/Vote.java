package paddock.zab.election;

/// A vote for a candidate.
///
/// @param leader the candidate
/// @param zxid the candidate's last logged zxid
/// @param electionEpoch the round in which it was cast
/// @param peerEpoch the candidate's current epoch
public record Vote(long leader, long zxid, long electionEpoch, long peerEpoch) {}
