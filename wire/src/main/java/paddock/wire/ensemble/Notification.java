package paddock.wire.ensemble;

/// A vote on its way from one server to another (ensemble protocol reference, section 3).
///
/// @param state what the sender is doing
/// @param leader the candidate
/// @param zxid the candidate's last logged zxid
/// @param electionEpoch the sender's round of election
/// @param peerEpoch the candidate's current epoch
/// @param version of the format: 2, or what an older server sent
/// @param config the sender's committed membership as text; empty where the version has none
public record Notification(
        ServerState state,
        long leader,
        long zxid,
        long electionEpoch,
        long peerEpoch,
        int version,
        String config) {}
