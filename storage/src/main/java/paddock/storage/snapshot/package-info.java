/// Snapshots: the whole database in one file, as of one transaction.
///
/// [SnapshotWriter] streams a `DatabaseImage` to a temporary file and renames it when it is whole,
/// so that nothing half-written ever carries a snapshot's name. [SnapshotReader] streams a file
/// into a `DatabaseBuilder` and verifies its seals; it also reads the reference's own snapshots,
/// which are taken while the tree changes and are made whole by replaying the log over them.
/// [SnapshotFiles] finds the candidates in a folder.
///
/// Memory is bounded by the longest field, never by the file. [Compression] is told from the name.
///
/// A leader sends its tree to a learner as a [SnapshotStream], the same content without the seals.
///
/// Source of the rules: disk format reference, section 4.
package paddock.storage.snapshot;
