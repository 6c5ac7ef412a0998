package paddock.storage.snapshot;

import org.jspecify.annotations.Nullable;

/// What [SnapshotReader] found in a snapshot besides the database.
///
/// @param digest absent when the writer did not compute it
/// @param lastZxid absent when the writer did not store it; the file's name counts, not this
public record SnapshotSummary(
        int sessions, long nodes, @Nullable SnapshotDigest digest, @Nullable Long lastZxid) {
    /// The digest of the tree as it was once `zxid` had been applied. For a snapshot taken while
    /// the tree changed that is later than the zxid in the file's name.
    public record SnapshotDigest(long zxid, int version, long treeDigest) {}
}
