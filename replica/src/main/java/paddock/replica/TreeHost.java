package paddock.replica;

import paddock.core.database.Database;
import paddock.core.database.DatabaseImage;
import paddock.zab.port.Service;
import paddock.zab.quorum.QuorumConfig;

/// What the replica of a member cannot do by itself: disk, network, and keeping readers out.
public interface TreeHost {
    /// The tree that a leader sent.
    Database received(Service.Snapshot snapshot);

    /// The tree as the disk has it.
    Database reload();

    /// Writes a snapshot and closes the image; [paddock.zab.peer.PeerEvent.SnapshotSaved] follows.
    void save(DatabaseImage image);

    /// Sends a tree to a learner and closes the image.
    void send(long link, DatabaseImage image);

    /// Does something while nobody reads the database; what it gave connections to send is sent.
    void exclusively(Runnable action);

    /// Whether queries may be answered where they arrive, from now on.
    void serving(boolean yes);

    /// A membership is in force.
    void activated(QuorumConfig config);
}
