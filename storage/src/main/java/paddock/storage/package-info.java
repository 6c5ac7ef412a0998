/// What a server keeps on disk, byte for byte as the reference keeps it, in both directions.
///
/// - `folder`: where the files are, the checks at start, one process per folder;
/// - `log`: every transaction, in order, before anybody hears of it;
/// - `snapshot`: the whole state at one point in time;
/// - `recovery`: the newest sound snapshot, then the log after it;
/// - `epoch`: what a member of an ensemble promised, and whose history it has;
/// - `config`: the membership of the ensemble, beside the configuration file;
/// - `retention`: which files are not needed any more;
/// - `tool`: the command-line programs that show, repair and prune the files.
///
/// Nothing here decides *when*: threads, schedules and log lines belong to the server. What goes
/// wrong is a [StorageException] that names the file and carries the exit code that operators know.
///
/// Source of the rules: disk format reference.
package paddock.storage;
