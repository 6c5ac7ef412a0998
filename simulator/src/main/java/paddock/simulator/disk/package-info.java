/// A disk that forgets what was not forced.
///
/// A [SimDisk] is a [java.nio.file.FileSystem] in memory, for the code of `storage` to run on
/// unmodified. Each file and each folder has a durable state and one that programs see; a force
/// makes the first equal to the second. When the power fails, the durable state remains, with some
/// of what had not been forced: which, and how mangled, is drawn from a seed within the bounds of a
/// [PowerLoss].
///
/// What is modelled: writes of 512-byte sectors are atomic and nothing else is; entries of folders
/// are forced with the folder, not with the file; a force that failed may have written anything,
/// and what it did not write is lost although a later force succeeds. What is not: links,
/// permissions, times, files that are open while they are deleted.
///
/// Start with [SimDisk].
@NullMarked
package paddock.simulator.disk;

import org.jspecify.annotations.NullMarked;
