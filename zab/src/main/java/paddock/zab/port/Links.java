package paddock.zab.port;

import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.zab.quorum.Member;

/// The network between servers: ordered streams of messages that can break at any time.
///
/// Every call returns at once. What was sent before a disconnect is sent if the network can.
/// Nothing is heard any more of a link that was disconnected from here.
public interface Links {
    /// Sends a vote. Unreliable: an unsent one to the same server is replaced, and a broken link is
    /// made anew by it.
    void notify(long serverId, Notification notification);

    /// Makes election links to all members that have none.
    void connectElection();

    /// Starts to make the link to the leader's learner port; answered with
    /// [paddock.zab.peer.PeerEvent.LeaderLinkUp] or [paddock.zab.peer.PeerEvent.LeaderLinkDown].
    /// There is one such link at most.
    void connect(Member leader);

    /// The same for a follower's port for observers: until it is disconnected, that follower stands
    /// for the leader.
    default void connectMaster(Member follower) {
        connect(follower);
    }

    /// Sends to the leader.
    void toLeader(LearnerMessage message);

    /// Gives up the link to the leader, or the attempt to make it.
    void disconnectLeader(String reason);

    /// Sends to a learner.
    void toLearner(long link, LeaderMessage message);

    /// Gives up the link to a learner.
    void disconnectLearner(long link, String reason);

    /// Told when the role of this server changes, for the log.
    void roleChanged(String reason);

    /// Told when membership has changed: addresses of election links, the own listeners.
    void membershipChanged();
}
