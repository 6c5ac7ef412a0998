package paddock.storage.snapshot;

/// What a [SnapshotWriter] writes, and how eagerly.
///
/// @param digest whether the digest of the tree is among it
/// @param lastZxid whether the last zxid stands at the end once more
/// @param bytesPerSecond what the disk is asked for at most, so that the log is not held up behind
///   a snapshot; 0 for no bound
public record SnapshotSettings(
        Compression compression, boolean digest, boolean lastZxid, long bytesPerSecond) {
    /// What the reference does unless told otherwise.
    public static final SnapshotSettings DEFAULT =
            new SnapshotSettings(Compression.NONE, true, true, 0);

    /// Checks the ranges.
    public SnapshotSettings {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond " + bytesPerSecond + ", at least 0");
        }
    }
}
