package paddock.zab.quorum;

import java.util.SortedSet;
import java.util.function.LongPredicate;

/// More than half of the voters.
public record Majority() implements QuorumRule {
    @Override
    public boolean isQuorum(SortedSet<Long> voters, LongPredicate present) {
        int count = 0;
        for (long voter : voters) {
            if (present.test(voter)) {
                count++;
            }
        }
        return count > voters.size() / 2;
    }

    @Override
    public long weight(long serverId) {
        return 1;
    }
}
