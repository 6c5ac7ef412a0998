/// Where the files are.
///
/// A [DataFolder] is the pair of folders a server works in, checked and claimed: snapshots stand in
/// `version-2` under the data directory, logs in `version-2` under the log directory, which is the
/// same unless configured otherwise. [StoreFile] is the rule that turns names into zxids,
/// [DurableFile] how small files are replaced.
///
/// The reference knows no lock; two of its servers on one folder destroy it. We hold an advisory
/// lock on a file beside `version-2`, which the reference never looks at.
///
/// Start with [DataFolder#open].
package paddock.storage.folder;
