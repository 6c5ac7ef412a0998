package paddock.simulator.museum;

import paddock.simulator.ensemble.Mistake;

/// A mistake, what it is, and within how many seeds the simulator finds it.
public enum Exhibit {
    ACK_BEFORE_FORCE(2, "a follower acknowledges a proposal when it arrives"),
    COMMIT_WITHOUT_QUORUM(2, "the leader commits what it alone has logged"),
    EPOCH_WRITTEN_AFTER_ACK(2, "an epoch is promised before it is written"),
    TRUNCATION_SKIPPED(100, "a learner told to truncate its log does not"),
    APPLY_BEFORE_COMMIT(20, "a follower applies a proposal as it arrives"),
    APPLIED_OUT_OF_ORDER(2, "a follower applies two transactions in the wrong order"),
    NEWLEADER_ACKED_EARLY(20, "a new epoch is acknowledged before its history is durable"),
    OBSERVER_COUNTED(200, "observers count towards the quorum"),
    DIFF_WITH_HOLE(20, "a learner is brought up to date with a transaction short"),
    LEADS_WITHOUT_QUORUM(20, "a leader without a quorum answers syncs"),
    DISCOVERY_SKIPPED(200, "a leader opens its epoch without asking a quorum"),
    OLD_EPOCH_FOLLOWED(600, "a learner follows an older epoch than it promised"),
    OLD_ROUND_COUNTED(600, "a vote of an earlier round counts in this one"),
    TAIL_FORGOTTEN(20, "a leader begins its epoch without the end of its log"),
    WATCH_FIRED_AFTER_REPLY(5, "a watch event is sent after a reply with the newer state"),
    STALE_RECONNECT_ACCEPTED(300, "a client is let in by a server behind what it has seen"),
    NEXT_QUORUM_FORGOTTEN(20, "a change of membership needs no quorum of the next one"),
    HALF_MULTI_APPLIED(5, "of a multi that is refused, what came before happens"),
    DOUBLE_SEQUENCE(20, "two sequential znodes get the same number"),
    EPHEMERAL_KEPT(100, "the ephemerals of an expired session stay"),
    TORN_TAIL_ACCEPTED(50, "a torn record at the end of a log is taken for whole");

    private final int seeds;
    private final String description;

    Exhibit(int seeds, String description) {
        this.seeds = seeds;
        this.description = description;
    }

    /// The switch that makes the mistake.
    public Mistake mistake() {
        return Mistake.valueOf(name());
    }

    /// Within how many seeds it must be found.
    public int seeds() {
        return seeds;
    }

    public String description() {
        return description;
    }
}
