package paddock.storage.snapshot;

/// What a [SnapshotWriter] writes.
///
/// @param digest whether the digest of the tree is among it
/// @param lastZxid whether the last zxid stands at the end once more
public record SnapshotSettings(Compression compression, boolean digest, boolean lastZxid) {
    /// What the reference does unless told otherwise.
    public static final SnapshotSettings DEFAULT =
            new SnapshotSettings(Compression.NONE, true, true);
}
