package org.apache.zookeeper.server.quorum.flexible;

import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;

import java.util.Map;
import java.util.Set;

/// The members of an ensemble, and which of them are a quorum.
public interface QuorumVerifier {
    /// How much a member's vote counts.
    long getWeight(long id);

    /// Whether these members are a quorum.
    boolean containsQuorum(Set<Long> ids);

    /// The version of the configuration.
    long getVersion();

    void setVersion(long version);

    Map<Long, QuorumServer> getAllMembers();

    Map<Long, QuorumServer> getVotingMembers();

    Map<Long, QuorumServer> getObservingMembers();

    @Override
    boolean equals(Object other);

    @Override
    String toString();
}
