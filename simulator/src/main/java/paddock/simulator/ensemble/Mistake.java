package paddock.simulator.ensemble;

import org.jspecify.annotations.Nullable;

import paddock.core.prepare.Slip;
import paddock.zab.peer.Mutation;

import java.util.EnumSet;
import java.util.Set;

/// What the servers of a run can be told to do wrong: somewhere in the protocol, in the preparation
/// of updates, or in what hosts both.
public enum Mistake {
    ACK_BEFORE_FORCE(Mutation.ACK_BEFORE_FORCE),
    COMMIT_WITHOUT_QUORUM(Mutation.COMMIT_WITHOUT_QUORUM),
    EPOCH_WRITTEN_AFTER_ACK(Mutation.EPOCH_WRITTEN_AFTER_ACK),
    TRUNCATION_SKIPPED(Mutation.TRUNCATION_SKIPPED),
    APPLY_BEFORE_COMMIT(Mutation.APPLY_BEFORE_COMMIT),
    NEWLEADER_ACKED_EARLY(Mutation.NEWLEADER_ACKED_EARLY),
    OBSERVER_COUNTED(Mutation.OBSERVER_COUNTED),
    DIFF_WITH_HOLE(Mutation.DIFF_WITH_HOLE),
    LEADS_WITHOUT_QUORUM(Mutation.LEADS_WITHOUT_QUORUM),
    DISCOVERY_SKIPPED(Mutation.DISCOVERY_SKIPPED),
    OLD_EPOCH_FOLLOWED(Mutation.OLD_EPOCH_FOLLOWED),
    TAIL_FORGOTTEN(Mutation.TAIL_FORGOTTEN),
    NEXT_QUORUM_FORGOTTEN(Mutation.NEXT_QUORUM_FORGOTTEN),
    DOUBLE_SEQUENCE(Slip.DOUBLE_SEQUENCE),
    EPHEMERAL_KEPT(Slip.EPHEMERAL_KEPT),
    HALF_MULTI_APPLIED(Slip.HALF_MULTI_APPLIED),
    /// A vote of an earlier round counts in this one; see [SimLinks].
    OLD_ROUND_COUNTED,
    /// A follower applies two committed transactions in the wrong order; see [WatchedService].
    APPLIED_OUT_OF_ORDER,
    /// A watch event is sent after the next reply; see [SimConnection].
    WATCH_FIRED_AFTER_REPLY,
    /// A client is let in by a server behind what it has seen; see [SimConnection].
    STALE_RECONNECT_ACCEPTED,
    /// A torn record at the end of a log is taken for whole; see [TornTail].
    TORN_TAIL_ACCEPTED;

    private final @Nullable Mutation mutation;
    private final @Nullable Slip slip;

    Mistake() {
        mutation = null;
        slip = null;
    }

    Mistake(Mutation mutation) {
        this.mutation = mutation;
        slip = null;
    }

    Mistake(Slip slip) {
        mutation = null;
        this.slip = slip;
    }

    /// Those of the protocol.
    static Set<Mutation> mutations(Set<Mistake> mistakes) {
        Set<Mutation> mutations = EnumSet.noneOf(Mutation.class);
        for (Mistake mistake : mistakes) {
            if (mistake.mutation != null) {
                mutations.add(mistake.mutation);
            }
        }
        return mutations;
    }

    /// Those of the preparation of updates.
    static Set<Slip> slips(Set<Mistake> mistakes) {
        Set<Slip> slips = EnumSet.noneOf(Slip.class);
        for (Mistake mistake : mistakes) {
            if (mistake.slip != null) {
                slips.add(mistake.slip);
            }
        }
        return slips;
    }
}
