package org.apache.zookeeper.server.quorum.flexible;

import org.apache.zookeeper.server.quorum.QuorumPeer.LearnerType;
import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/// Members of which more than half are a quorum.
public class QuorumMaj implements QuorumVerifier {
    private static final String SERVER = "server.";

    private final Map<Long, QuorumServer> all = new HashMap<>();
    private final Map<Long, QuorumServer> voting = new HashMap<>();
    private final Map<Long, QuorumServer> observing = new HashMap<>();
    private long version;

    /// One less than the least quorum.
    protected int half;

    public QuorumMaj(Map<Long, QuorumServer> allMembers) {
        allMembers.values().forEach(this::add);
    }

    /// Reads the lines `server.id=...` and `version=hex` of an ensemble's configuration.
    public QuorumMaj(Properties props) throws QuorumPeerConfig.ConfigException {
        for (String key : props.stringPropertyNames()) {
            String value = props.getProperty(key);
            if (key.startsWith(SERVER)) {
                add(new QuorumServer(Long.parseLong(key.substring(SERVER.length())), value));
            } else if (key.equals("version")) {
                version = Long.parseLong(value, 16);
            }
        }
    }

    private void add(QuorumServer member) {
        all.put(member.id, member);
        (member.type == LearnerType.PARTICIPANT ? voting : observing).put(member.id, member);
        half = voting.size() / 2;
    }

    @Override
    public long getWeight(long id) {
        return 1;
    }

    @Override
    public boolean containsQuorum(Set<Long> ids) {
        return ids.size() > half;
    }

    @Override
    public long getVersion() {
        return version;
    }

    @Override
    public void setVersion(long version) {
        this.version = version;
    }

    @Override
    public Map<Long, QuorumServer> getAllMembers() {
        return all;
    }

    @Override
    public Map<Long, QuorumServer> getVotingMembers() {
        return voting;
    }

    @Override
    public Map<Long, QuorumServer> getObservingMembers() {
        return observing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuorumMaj that && version == that.version && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(version);
    }

    /// The configuration as the ensemble keeps it.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(all)
                .forEach(
                        (id, member) ->
                                text.append(SERVER)
                                        .append(id)
                                        .append('=')
                                        .append(member)
                                        .append('\n'));
        return text.append("version=").append(Long.toHexString(version)).toString();
    }
}
