package paddock.zab.peer;

/// Mistakes that the protocol could contain. Each is made on purpose by the simulator, which has to
/// find it; a server makes none.
public enum Mutation {
    /// A follower acknowledges a proposal when it arrives.
    ACK_BEFORE_FORCE,
    /// The leader commits what it alone has logged.
    COMMIT_WITHOUT_QUORUM,
    /// A learner promises an epoch before it is written.
    EPOCH_WRITTEN_AFTER_ACK,
    /// A learner that is told to truncate does not.
    TRUNCATION_SKIPPED,
    /// A follower applies a proposal before it is committed.
    APPLY_BEFORE_COMMIT,
    /// A learner acknowledges the new epoch before its history is durable.
    NEWLEADER_ACKED_EARLY,
    /// Observers count towards the quorum.
    OBSERVER_COUNTED,
    /// What a joining learner misses is sent with one transaction left out.
    DIFF_WITH_HOLE,
    /// A leader goes on after it lost its quorum, and answers syncs.
    LEADS_WITHOUT_QUORUM,
    /// A leader opens its epoch as soon as it is elected.
    DISCOVERY_SKIPPED,
    /// A learner follows a leader of an older epoch than it promised.
    OLD_EPOCH_FOLLOWED,
    /// A leader begins its epoch without the end of its own log.
    TAIL_FORGOTTEN,
    /// A change of membership is committed by a quorum of the old one alone.
    NEXT_QUORUM_FORGOTTEN
}
