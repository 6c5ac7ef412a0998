package paddock.zab.quorum;

import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// More than half of the voters, or one of two where an oracle says so.
///
/// @param oracle whether this server may go on alone. The host reads it from where its operator
///   configured it, anew each time, and feeds it from its script in a simulation; memberships that
///   came from one [ConfigText] share one.
public record OracleMajority(BooleanSupplier oracle) implements QuorumRule {
    private static final Majority MAJORITY = new Majority();

    @Override
    public boolean isQuorum(SortedSet<Long> voters, LongPredicate present) {
        return MAJORITY.isQuorum(voters, present);
    }

    @Override
    public long weight(long serverId) {
        return MAJORITY.weight(serverId);
    }

    @Override
    public boolean mayDecideAlone(SortedSet<Long> voters) {
        return voters.size() == 2 && oracle.getAsBoolean();
    }
}
