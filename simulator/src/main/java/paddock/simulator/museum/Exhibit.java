package paddock.simulator.museum;

import org.jspecify.annotations.Nullable;

import paddock.zab.peer.Mutation;

/// A mistake that a server could make, and within how many seeds the simulator finds it.
public enum Exhibit {
    ACK_BEFORE_FORCE(
            Mutation.ACK_BEFORE_FORCE, 2, "a follower acknowledges a proposal when it arrives"),
    COMMIT_WITHOUT_QUORUM(
            Mutation.COMMIT_WITHOUT_QUORUM, 2, "the leader commits what it alone has logged"),
    EPOCH_WRITTEN_AFTER_ACK(
            Mutation.EPOCH_WRITTEN_AFTER_ACK, 2, "an epoch is promised before it is written"),
    TRUNCATION_SKIPPED(
            Mutation.TRUNCATION_SKIPPED, 200, "a learner told to truncate its log does not"),
    APPLY_BEFORE_COMMIT(
            Mutation.APPLY_BEFORE_COMMIT, 10, "a follower applies a proposal as it arrives"),
    NEWLEADER_ACKED_EARLY(
            Mutation.NEWLEADER_ACKED_EARLY,
            50,
            "a new epoch is acknowledged before its history is durable"),
    OBSERVER_COUNTED(Mutation.OBSERVER_COUNTED, 200, "observers count towards the quorum"),
    DIFF_WITH_HOLE(
            Mutation.DIFF_WITH_HOLE,
            50,
            "a learner is brought up to date with a transaction short"),
    LEADS_WITHOUT_QUORUM(
            Mutation.LEADS_WITHOUT_QUORUM, 50, "a leader without a quorum answers syncs"),
    DISCOVERY_SKIPPED(
            Mutation.DISCOVERY_SKIPPED, 1000, "a leader opens its epoch without asking a quorum"),
    OLD_EPOCH_FOLLOWED(
            Mutation.OLD_EPOCH_FOLLOWED, 1000, "a learner follows an older epoch than it promised"),
    TAIL_FORGOTTEN(
            Mutation.TAIL_FORGOTTEN, 10, "a leader begins its epoch without the end of its log"),

    // Those below wait for their hooks in the replica and the client's side of the simulation.
    WATCH_FIRED_AFTER_REPLY(null, 0, "a watch event is sent after a reply with the newer state"),
    STALE_RECONNECT_ACCEPTED(null, 0, "a client is let in by a server behind what it has seen"),
    DOUBLE_SEQUENCE(null, 0, "two sequential znodes get the same number"),
    EPHEMERAL_KEPT(null, 0, "the ephemerals of an expired session stay"),
    TORN_TAIL_ACCEPTED(null, 0, "a torn record at the end of a log is taken for whole");

    private final @Nullable Mutation mutation;
    private final int seeds;
    private final String description;

    Exhibit(@Nullable Mutation mutation, int seeds, String description) {
        this.mutation = mutation;
        this.seeds = seeds;
        this.description = description;
    }

    /// The switch that makes the mistake; null where there is none yet.
    public @Nullable Mutation mutation() {
        return mutation;
    }

    /// Within how many seeds it must be found.
    public int seeds() {
        return seeds;
    }

    public String description() {
        return description;
    }
}
