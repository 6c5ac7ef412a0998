package paddock.replica;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

/// What a member of an ensemble needs of its host: whole trees, and who may read the one it has.
public interface TreeHost {
    /// The tree that arrived from the leader. The replica takes over what is in it.
    Database received(Service.Snapshot snapshot);

    /// The tree as the files on disk have it. The replica takes over what is in it.
    Database reload();

    /// Writes an image to disk and closes it; the peer hears of it as
    /// [paddock.zab.peer.PeerEvent.SnapshotSaved].
    void save(DatabaseImage image);

    /// Sends an image to a learner and closes it, announced by a
    /// [paddock.wire.ensemble.LeaderMessage.Snap].
    void send(long link, DatabaseImage image);

    /// Does something while nobody reads the database.
    void exclusively(Runnable action);

    /// What clients may ask from now on. Without any access no query may be answered from the
    /// database as it is; queries are submitted like updates then. Called while nobody reads.
    void serving(Access access);

    /// A membership is in force.
    void activated(QuorumConfig config);
}
