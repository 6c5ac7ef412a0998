package paddock.server.links;

import paddock.core.database.Database;
import paddock.storage.snapshot.SnapshotStreamReader;

/// A tree on its way in: takes bytes as they come, and builds a database out of them.
final class SnapshotIntake {
    private final Database.Builder builder;
    private final SnapshotStreamReader reader;
    private final long zxid;

    /// @param zxid that of the tree, as its announcement says
    SnapshotIntake(Database.Builder builder, int maxFieldBytes, long zxid) {
        this.builder = builder;
        this.reader = new SnapshotStreamReader(builder, maxFieldBytes);
        this.zxid = zxid;
    }

    /// Takes as many of the bytes as belong to the tree.
    ///
    /// @return how many that were
    /// @throws paddock.storage.snapshot.InvalidSnapshotException when they are no part of one
    int take(byte[] bytes, int offset, int length) {
        return reader.feed(bytes, offset, length);
    }

    boolean isComplete() {
        return reader.isComplete();
    }

    /// The tree, complete.
    ///
    /// @throws IllegalStateException when only the whole shows that it contradicts itself
    ReceivedSnapshot snapshot() {
        return new ReceivedSnapshot(zxid, builder.build(zxid));
    }
}
