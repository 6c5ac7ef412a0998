package paddock.zab.peer;

import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.zab.port.Service;

/// Everything that can happen to a [Peer]; time and finished disk writes arrive like messages.
public sealed interface PeerEvent {
    /// Time has passed.
    record Ticked() implements PeerEvent {}

    /// A vote arrived.
    record Notified(long from, Notification notification) implements PeerEvent {}

    /// An election link works.
    record ElectionLinkUp(long serverId) implements PeerEvent {}

    /// An election link broke, or could not be made.
    record ElectionLinkDown(long serverId) implements PeerEvent {}

    /// Everything up to this transaction is on disk.
    record Durable(long zxid) implements PeerEvent {}

    /// The snapshot of [Service#saveSnapshot] is on disk.
    record SnapshotSaved(long zxid) implements PeerEvent {}

    // ---- as a learner ----

    /// The link to the leader works.
    record LeaderLinkUp() implements PeerEvent {}

    /// The link to the leader broke, or could not be made.
    record LeaderLinkDown(String reason) implements PeerEvent {}

    /// The leader says something; a [LeaderMessage.Snap] comes as [SnapshotArrived] instead.
    record FromLeader(LeaderMessage message) implements PeerEvent {}

    /// A whole tree arrived from the leader.
    record SnapshotArrived(Service.Snapshot snapshot) implements PeerEvent {}

    // ---- as a follower that serves observers ----

    /// Somebody connected to the port for observers.
    ///
    /// @param link as in [LearnerLinkUp], of the same numbers
    record ObserverLinkUp(long link) implements PeerEvent {}

    // ---- as a leader ----

    /// Somebody connected to the learner port.
    ///
    /// @param link the host's number of it, never used again
    record LearnerLinkUp(long link) implements PeerEvent {}

    // ---- as a leader, or as a follower that serves observers ----

    /// A link of a learner broke.
    record LearnerLinkDown(long link) implements PeerEvent {}

    /// A learner says something.
    record FromLearner(long link, LearnerMessage message) implements PeerEvent {}
}
