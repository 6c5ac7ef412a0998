package paddock.zab.election;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.QuorumConfig;

/// What an [Elector] needs of its host.
public interface ElectionPort {
    /// Sends to one server other than this; may be lost, an unsent older one is replaced.
    void send(long serverId, Notification notification);

    /// Makes links to all members that have none.
    void connectAll();

    /// The election is over.
    void elected(Vote vote, ServerState state);

    /// A looking server learned of a newer membership and takes it over.
    void learned(QuorumConfig config);

    /// A server that votes is looking for a leader while this one has or is one.
    void seenLooking(long serverId);
}
