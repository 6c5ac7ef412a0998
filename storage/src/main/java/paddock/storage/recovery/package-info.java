/// From files to a database, at every start.
///
/// [Recovery] loads the newest sound snapshot and replays the log after it. It knows the rules for
/// folders that lack one or the other, and what may be empty; it does not know the database, which
/// it builds and drives through [Restored]. What it found, down to the byte where a torn tail was
/// cut, is in the [RecoveryReport]: it logs nothing itself.
///
/// Everything in the log is replayed, committed or not: only a leader can tell a server to take a
/// part back, which is a [Truncation].
///
/// Source of the rules: disk format reference, section 6.
package paddock.storage.recovery;
