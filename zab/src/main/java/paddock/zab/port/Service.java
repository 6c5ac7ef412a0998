package paddock.zab.port;

import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LearnerMessage;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;

/// The service that is replicated: a tree, sessions, clients.
///
/// It learns of its standing from [#suspend], [#lead] and [#follow]; it serves clients between one
/// of the last two and the next of the first.
public interface Service {
    /// A tree that came from a leader, in a form only the host knows.
    interface Snapshot {
        long zxid();
    }

    /// The last transaction committed to the tree.
    long lastZxid();

    /// Applies a transaction; they come in order of zxid. May be put off until something depends on
    /// it.
    void commit(EncodedTxn txn);

    /// Takes over another tree. Watches and connections of clients do not survive it.
    void install(Snapshot snapshot);

    /// Restores the tree from disk, after the log was cut below what had been applied.
    ///
    /// @return the last transaction the tree contains now
    long reload();

    /// Writes a snapshot of the tree as it is; [paddock.zab.peer.PeerEvent.SnapshotSaved] tells
    /// when it is durable.
    void saveSnapshot();

    /// Whether [#sendSnapshot] can be called now; a tree can be read for one reader at a time.
    default boolean canSendSnapshot() {
        return true;
    }

    /// Sends the tree as it is to a learner, announced by a
    /// [paddock.wire.ensemble.LeaderMessage.Snap]; what is sent to the link afterwards comes after
    /// it.
    void sendSnapshot(long link);

    /// Serves as leader: [paddock.zab.peer.Peer#propose] works from here on.
    ///
    /// @param zxid the last one before the first of the epoch, that is its beginning
    void lead(long zxid);

    /// Serves as a learner: [paddock.zab.peer.Peer#forward] works from here on.
    void follow(boolean observer, long leader);

    /// Takes nothing more as leader; what was proposed is still committed and answered. Then
    /// [#suspend] follows.
    void drain();

    /// Serves nobody: there is no leader.
    void suspend();

    /// A membership is in force, to be shown at `/zookeeper/config`.
    void activated(QuorumConfig config);

    // ---- at a leader, from learners; at a follower, from the observers that it serves ----

    /// A learner forwards a client's request.
    void requested(long link, LearnerMessage.Request request);

    /// A learner heard of sessions.
    void touched(long link, List<LearnerMessage.SessionTouch> sessions);

    /// A learner wants to take over a session; answered with
    /// [paddock.wire.ensemble.LeaderMessage.Revalidated].
    void revalidate(long link, LearnerMessage.Revalidate request);

    // ---- at a learner, from the leader ----

    /// The answer to the oldest unanswered question about that session.
    void revalidated(long sessionId, boolean valid);

    /// The oldest unanswered sync is answered: everything committed before it was asked has been
    /// committed here.
    void synced();

    /// The sessions heard of since the last call, of own clients and of those of observers.
    List<LearnerMessage.SessionTouch> takeTouched();
}
