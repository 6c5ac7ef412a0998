package paddock.zab.election;

import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;

/// What this server can offer an election, and how it compares what others offer.
final class Candidacy {
    private final long serverId;
    private final Configs configs;
    private final boolean observerIfUnlisted;
    private long loggedZxid;
    private long currentEpoch;

    /// @param observerIfUnlisted whether this server observes if it is not in the list of servers
    Candidacy(long serverId, Configs configs, boolean observerIfUnlisted) {
        this.serverId = serverId;
        this.configs = configs;
        this.observerIfUnlisted = observerIfUnlisted;
    }

    void setHistory(long zxid, long epoch) {
        loggedZxid = zxid;
        currentEpoch = epoch;
    }

    /// Whether there is a history to offer. A server that lost its own must neither make another
    /// one leader that did nor be made one: together they could be a quorum that knows nothing.
    boolean hasHistory() {
        return loggedZxid != -1;
    }

    boolean isVoter() {
        return configs.isVoter(serverId);
    }

    boolean isObserver() {
        Member self = configs.committed().members().get(serverId);
        return self == null ? observerIfUnlisted : !self.isParticipant();
    }

    /// What this server proposes before it has heard of anybody else.
    Vote initialVote(long round) {
        if (isObserver()) {
            return new Vote(Vote.NOTHING, Vote.NOTHING, round, Vote.NOTHING);
        }
        long candidate = configs.committed().isVoter(serverId) ? serverId : Vote.NOTHING;
        return new Vote(candidate, loggedZxid, round, currentEpoch);
    }

    boolean isBetter(Vote vote, Vote than) {
        return configs.committed().weight(vote.leader()) != 0 && vote.beats(than);
    }
}
