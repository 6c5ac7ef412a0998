package paddock.zab.quorum;

import java.util.SortedSet;
import java.util.function.LongPredicate;

/// Which sets of voters may decide (ensemble protocol reference, section 12.7).
public sealed interface QuorumRule permits Majority {
    /// Whether the voters that are `present` may decide.
    boolean isQuorum(SortedSet<Long> voters, LongPredicate present);

    /// How much a server counts; one of weight 0 cannot become leader.
    long weight(long serverId);
}
