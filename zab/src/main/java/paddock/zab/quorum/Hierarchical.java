package paddock.zab.quorum;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// More than half of the groups, each with more than half of its weight.
///
/// A group without any weight does not count. Observers may stand in a group; their weight counts
/// there and can never be present.
///
/// @param groups the members of each group
/// @param weights of every server that is in a group
public record Hierarchical(SortedMap<Long, SortedSet<Long>> groups, SortedMap<Long, Long> weights)
        implements QuorumRule {
    public Hierarchical {
        TreeMap<Long, SortedSet<Long>> copy = new TreeMap<>();
        groups.forEach(
                (group, servers) ->
                        copy.put(group, Collections.unmodifiableSortedSet(new TreeSet<>(servers))));
        groups = Collections.unmodifiableSortedMap(copy);
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        validate(groups, weights);
    }

    /// As configured: voters without a weight of their own weigh 1.
    ///
    /// @throws InvalidConfigException where a voter is not in exactly one group
    static Hierarchical of(
            SortedSet<Long> voters,
            SortedMap<Long, SortedSet<Long>> groups,
            SortedMap<Long, Long> weights) {
        TreeMap<Long, Long> all = new TreeMap<>(weights);
        voters.forEach(voter -> all.putIfAbsent(voter, 1L));
        var rule = new Hierarchical(groups, all);
        for (long voter : voters) {
            if (rule.groups.values().stream().noneMatch(group -> group.contains(voter))) {
                // The missing blank is in the reference's words too, which people search for.
                throw new InvalidConfigException(
                        "Server "
                                + voter
                                + "is not in a group: each participant belongs to one line"
                                + " group.G=id:id...");
            }
        }
        return rule;
    }

    private static void validate(
            SortedMap<Long, SortedSet<Long>> groups, SortedMap<Long, Long> weights) {
        TreeSet<Long> seen = new TreeSet<>();
        groups.forEach(
                (group, servers) -> {
                    for (long server : servers) {
                        if (!seen.add(server)) {
                            throw new InvalidConfigException(
                                    "Server "
                                            + server
                                            + "is in multiple groups, group."
                                            + group
                                            + " is one of them; it belongs to one");
                        }
                        if (!weights.containsKey(server)) {
                            throw new InvalidConfigException(
                                    "group."
                                            + group
                                            + " contains server "
                                            + server
                                            + ", which is no participant and has no weight");
                        }
                    }
                });
        weights.forEach(
                (server, weight) -> {
                    if (weight < 0) {
                        throw new InvalidConfigException(
                                "weight." + server + "=" + weight + ": a weight is 0 or more");
                    }
                });
    }

    @Override
    public boolean isQuorum(SortedSet<Long> voters, LongPredicate present) {
        int counting = 0;
        int won = 0;
        for (SortedSet<Long> group : groups.values()) {
            long all = 0;
            long here = 0;
            for (long server : group) {
                all += weight(server);
                if (voters.contains(server) && present.test(server)) {
                    here += weight(server);
                }
            }
            counting += all > 0 ? 1 : 0;
            won += here > all / 2 ? 1 : 0;
        }
        return won > counting / 2;
    }

    /// 1 for a server that is in no group, such as one that is only about to join.
    @Override
    public long weight(long serverId) {
        return weights.getOrDefault(serverId, 1L);
    }
}
