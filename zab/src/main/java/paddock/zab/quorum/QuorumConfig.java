package paddock.zab.quorum;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// A membership: who belongs to the ensemble, who votes, and which votes decide.
public final class QuorumConfig {
    private final long version;
    private final SortedMap<Long, Member> members;
    private final SortedSet<Long> voters;
    private final QuorumRule rule;

    /// @param version the zxid of the change that made it so, 0 as configured
    public QuorumConfig(long version, Iterable<Member> members, QuorumRule rule) {
        this.version = version;
        this.rule = rule;
        TreeMap<Long, Member> byId = new TreeMap<>();
        TreeSet<Long> voting = new TreeSet<>();
        for (Member member : members) {
            if (byId.put(member.id(), member) != null) {
                throw new IllegalArgumentException("two members with id " + member.id());
            }
            if (member.isParticipant()) {
                voting.add(member.id());
            }
        }
        this.members = Collections.unmodifiableSortedMap(byId);
        this.voters = Collections.unmodifiableSortedSet(voting);
    }

    public long version() {
        return version;
    }

    /// All members by id.
    public SortedMap<Long, Member> members() {
        return members;
    }

    /// The ids of those who vote.
    public SortedSet<Long> voters() {
        return voters;
    }

    public QuorumRule rule() {
        return rule;
    }

    public boolean isVoter(long serverId) {
        return voters.contains(serverId);
    }

    /// Whether the voters that are `present` may decide.
    public boolean isQuorum(LongPredicate present) {
        return rule.isQuorum(voters, present);
    }

    public long weight(long serverId) {
        return rule.weight(serverId);
    }

    /// The same members under another version.
    public QuorumConfig withVersion(long newVersion) {
        return new QuorumConfig(newVersion, members.values(), rule);
    }

    /// The membership that a text stands for.
    public static QuorumConfig parse(String text) {
        return new QuorumConfig(
                Long.parseLong(text.substring(text.lastIndexOf('=') + 1), 16),
                java.util.List.of(),
                new Majority());
    }

    /// The membership as text.
    public String text() {
        return "version=" + Long.toHexString(version);
    }

    /// Whether it says the same as another one: by version, or member by member.
    public boolean sameAs(QuorumConfig other) {
        return version == other.version || members.equals(other.members) && rule.equals(other.rule);
    }
}
