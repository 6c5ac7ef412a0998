package paddock.zab.peer;

/// Why a server does not hand leadership over.
public enum HandOverRefusal {
    /// It does not lead, or has no quorum in its epoch yet.
    NOT_LEADING,

    /// A change of membership is not committed yet.
    MEMBERSHIP_CHANGES,

    /// An earlier hand-over, or the opening of a new epoch, waits for what was proposed before.
    UNDER_WAY,

    /// No voter in step with it is the one that was named; or, where none was named, there is none.
    NO_SUCH_FOLLOWER,

    /// One of its learners knows nothing of hand-overs: a server of another make.
    OTHER_MAKE
}
