package paddock.conformance.ensemble;

/// What can be broken in an ensemble. Each is over before the next one comes, and a quorum can work
/// throughout.
enum Fault {
    /// `kill -9` of the leader.
    LEADER_DIES(false),
    /// `kill -9` of any member.
    MEMBER_DIES(false),
    /// A member dies in the middle of a write to its log.
    TORN_TAIL(false),
    /// SIGSTOP of the leader for a while: its connections stay.
    LEADER_HANGS(false),
    /// The same of a follower.
    FOLLOWER_HANGS(false),
    /// SIGTERM to one after the other.
    ROLLING_RESTART(false),
    /// The disk of a member is full for a while.
    FULL_DISK(true),
    /// The leader is cut off from all others.
    LEADER_ALONE(true),
    /// The leader is on the smaller side of a cut, but not alone there.
    LEADER_IN_MINORITY(true),
    /// A follower is cut off from all others.
    FOLLOWER_ALONE(true),
    /// What a member sends arrives nowhere, and it hears everything.
    ONE_WAY(true),
    /// Links come and go many times a second.
    FLAPPING(true),
    /// What a member sends to anybody waits in a short queue, and is lost when that is full.
    NARROW_LINK(true);

    private final boolean needsNetwork;

    Fault(boolean needsNetwork) {
        this.needsNetwork = needsNetwork;
    }

    /// How many members it takes at least.
    int smallestEnsemble() {
        return this == LEADER_IN_MINORITY ? 5 : 3;
    }

    /// Whether it needs what only root may make.
    boolean needsRoot() {
        return needsNetwork;
    }
}
