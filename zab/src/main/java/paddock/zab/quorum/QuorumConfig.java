package paddock.zab.quorum;

import java.util.Collections;
import java.util.List;
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
    private final String text;

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
        text = write();
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

    /// Whether the voters that are `present`, which can reach no other voter, may decide: as a
    /// quorum or because an authority outside of the ensemble says so.
    public boolean isQuorumCutOff(LongPredicate present) {
        return isQuorum(present)
                || voters.stream().anyMatch(present::test) && rule.mayDecideAlone(voters);
    }

    /// Whether an authority outside of the ensemble breaks ties here, and not in favour of this
    /// server.
    public boolean yieldsToOther() {
        return rule instanceof OracleMajority && voters.size() == 2 && !rule.mayDecideAlone(voters);
    }

    public long weight(long serverId) {
        return rule.weight(serverId);
    }

    /// What servers tell each other, and `/zookeeper/config` shows: a line for each member, groups
    /// and weights where there are any, and the version. [ConfigText#parse] reads it.
    public String text() {
        return text;
    }

    /// What stands in the file of this membership: the same lines in the order of their letters,
    /// without the version, which is in the file's name.
    public String fileText() {
        return String.join("\n", ConfigText.lines(this).stream().sorted().toList());
    }

    private String write() {
        List<String> lines = ConfigText.lines(this);
        lines.add("version=" + Long.toHexString(version));
        return String.join("\n", lines);
    }

    /// The same members under another version.
    public QuorumConfig withVersion(long newVersion) {
        return new QuorumConfig(newVersion, members.values(), rule);
    }

    /// The membership that a text stands for to a server without settings of its own; others use
    /// [Configs#parse].
    ///
    /// @throws InvalidConfigException where it is none
    public static QuorumConfig parse(String text) {
        return ConfigText.PLAIN.parse(text);
    }

    /// Whether it says the same as another one: by version, or member by member.
    public boolean sameAs(QuorumConfig other) {
        return version == other.version || members.equals(other.members) && rule.equals(other.rule);
    }
}
