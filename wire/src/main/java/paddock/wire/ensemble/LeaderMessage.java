package paddock.wire.ensemble;

/// What a leader, or an observer master, says to its learners.
public sealed interface LeaderMessage {
    /// The epoch that the leader proposes to begin.
    ///
    /// @param features what both sides can do beyond the reference, see [Features]; behind the end
    ///   of what the reference reads
    record Info(long epoch, int protocolVersion, int features) implements LeaderMessage {}

    /// The learner's history is a beginning of the leader's; what is missing follows.
    record Diff(long zxid) implements LeaderMessage {}

    /// The learner forgets everything after this transaction; then as [Diff].
    record Trunc(long zxid) implements LeaderMessage {}

    /// The learner takes over the tree that follows on the wire.
    record Snap(long zxid) implements LeaderMessage {}

    /// The initial history of the epoch is complete.
    ///
    /// @param config the leader's last-seen membership as text; empty where an old leader sends
    ///   none
    record NewLeader(long epoch, String config) implements LeaderMessage {}

    /// A quorum has the initial history: the learner may serve.
    record UpToDate() implements LeaderMessage {}

    /// A transaction to log and acknowledge.
    record Proposal(EncodedTxn txn) implements LeaderMessage {}

    /// A quorum has logged this transaction.
    record Commit(long zxid) implements LeaderMessage {}

    /// As [Commit], for a change of the membership.
    record CommitAndActivate(long zxid, long designatedLeader) implements LeaderMessage {}

    /// A committed transaction, for an observer.
    record Inform(EncodedTxn txn) implements LeaderMessage {}

    /// As [Inform], for a change of the membership.
    record InformAndActivate(EncodedTxn txn, long designatedLeader) implements LeaderMessage {}

    /// The leader is alive, and asks for sessions that were heard of.
    record Ping(long lastProposedZxid) implements LeaderMessage {}

    /// Answers [LearnerMessage.Revalidate].
    record Revalidated(long sessionId, boolean valid) implements LeaderMessage {}

    /// Answers the oldest unanswered sync.
    record Synced() implements LeaderMessage {}

    /// Asks all learners to go over to another leader without an election; only between servers
    /// that both have [Features#HAND_OVER].
    record HandOver(long designatedLeader) implements LeaderMessage {}
}
