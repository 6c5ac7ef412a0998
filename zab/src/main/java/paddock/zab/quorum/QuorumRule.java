package paddock.zab.quorum;

import java.util.SortedSet;
import java.util.function.LongPredicate;

/// Which sets of voters may decide (ensemble protocol reference, section 12.7).
public sealed interface QuorumRule permits Majority, OracleMajority, Hierarchical {
    /// Whether the voters that are `present` may decide.
    boolean isQuorum(SortedSet<Long> voters, LongPredicate present);

    /// How much a server counts; one of weight 0 cannot become leader.
    long weight(long serverId);

    /// Whether an authority outside of the ensemble lets one voter decide without the others. Asked
    /// anew each time, and only where the others are out of reach.
    default boolean mayDecideAlone(SortedSet<Long> voters) {
        return false;
    }
}
