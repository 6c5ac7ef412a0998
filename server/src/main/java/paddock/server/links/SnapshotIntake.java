package paddock.server.links;

import paddock.core.database.Database;
import paddock.wire.jute.MalformedRecordException;

/// A tree on its way in: takes bytes as they come, and builds a database out of them.
///
/// Waits for the reader of such streams: a link that brings one is given up until then.
final class SnapshotIntake {
    private final Database.Builder builder;
    private final long zxid;

    SnapshotIntake(Database.Builder builder, long zxid) {
        this.builder = builder;
        this.zxid = zxid;
    }

    /// Takes as many of the bytes as belong to the tree.
    ///
    /// @return how many that were
    int take(byte[] bytes, int offset, int length) {
        if (length > 0) {
            throw new MalformedRecordException("trees cannot be read from a link yet");
        }
        return 0;
    }

    boolean isComplete() {
        return false;
    }

    ReceivedSnapshot snapshot() {
        return new ReceivedSnapshot(zxid, builder.build(zxid));
    }
}
