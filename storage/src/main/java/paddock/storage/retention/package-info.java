/// Which files can go.
///
/// [Retention] keeps the newest snapshots and every log that one of them could still need, by the
/// rule of the reference (disk format reference, section 7); the scheduled purge of a server and
/// the clean-up tool both use it. It never removes anything when there is no snapshot to rely on.
package paddock.storage.retention;
