package paddock.wire.ensemble;

/// What a pair of servers can do beyond the reference, as bits.
///
/// A learner offers in [LearnerMessage.Info], the leader answers in [LeaderMessage.Info] with what
/// both know. The reference neither sends nor reads the field, which counts as [#NONE] then.
public final class Features {
    public static final int NONE = 0;

    /// One [LearnerMessage.Ack] and one [LeaderMessage.Commit] stand for all before them.
    public static final int CUMULATIVE = 1;

    /// Leadership is handed over on request.
    public static final int HAND_OVER = 2;

    /// Everything this version knows.
    public static final int ALL = CUMULATIVE | HAND_OVER;

    private Features() {}
}
