package paddock.zab.quorum;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// The membership in force, and the one proposed to follow it. While they differ, decisions need
/// both (ensemble protocol reference, section 12.2).
public final class Configs {
    private final ConfigText configText;
    private QuorumConfig committed;
    private QuorumConfig lastSeen;

    public Configs(QuorumConfig committed, QuorumConfig lastSeen) {
        this(committed, lastSeen, ConfigText.PLAIN);
    }

    /// @param configText what reads the memberships that other servers send
    public Configs(QuorumConfig committed, QuorumConfig lastSeen, ConfigText configText) {
        this.committed = committed;
        this.lastSeen = lastSeen;
        this.configText = configText;
    }

    /// Reads the text of another membership, the way this server reads them.
    ///
    /// @throws InvalidConfigException where it is none
    public QuorumConfig parse(String text) {
        return configText.parse(text);
    }

    ConfigText configText() {
        return configText;
    }

    public QuorumConfig committed() {
        return committed;
    }

    public QuorumConfig lastSeen() {
        return lastSeen;
    }

    /// Whether a newer membership than the committed one has been proposed.
    public boolean isChanging() {
        return lastSeen.version() > committed.version();
    }

    /// Whether the servers that are `present` may decide, now and after the change under way.
    public boolean isQuorum(LongPredicate present) {
        return committed.isQuorum(present) && (!isChanging() || lastSeen.isQuorum(present));
    }

    /// The same for servers that can reach no other voter: see [QuorumConfig#isQuorumCutOff].
    public boolean isQuorumCutOff(LongPredicate present) {
        return committed.isQuorumCutOff(present)
                && (!isChanging() || lastSeen.isQuorumCutOff(present));
    }

    /// Whether a server votes, now or after the change under way.
    public boolean isVoter(long serverId) {
        return committed.isVoter(serverId) || isChanging() && lastSeen.isVoter(serverId);
    }

    /// Everybody for whom [#isVoter] holds.
    public SortedSet<Long> voters() {
        TreeSet<Long> voters = new TreeSet<>(committed.voters());
        if (isChanging()) {
            voters.addAll(lastSeen.voters());
        }
        return voters;
    }

    public void setLastSeen(QuorumConfig config) {
        lastSeen = config;
    }

    /// Puts a membership in force, unless a newer one is.
    ///
    /// @return whether it is in force now and was not before
    public boolean setCommitted(QuorumConfig config) {
        if (config.version() <= committed.version()) {
            return false;
        }
        committed = config;
        if (lastSeen.version() < config.version()) {
            lastSeen = config;
        }
        return true;
    }
}
