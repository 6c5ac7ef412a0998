/// The transaction log.
///
/// [TxnLog] appends serialised transactions and forces them to disk; what it has not forced nobody
/// may hear of. It begins a new file after every start and never appends to an old one, so a torn
/// tail is always the last thing in its file. A log that failed to write or force stays failed: the
/// pages a failed force was about may be gone from memory, and a second force would succeed without
/// them. For the same reason a recovery writes the end of the log anew before it forces it, and no
/// more than [TxnLog#MAX_UNFORCED_BYTES] are ever left unforced.
///
/// [LogReader] reads all files from some zxid on, [LogFileReader] one of them, whose bytes
/// [LogBytes] brings from the page cache or from past it. Both tell an end from damage by the rules
/// of the reference: bytes that a crash can leave end the file and are reported as a [LogEnd.Torn];
/// anything else is a [CorruptLogException]. Where whole transactions follow an end, [RecordSearch]
/// tells which of the two it is.
///
/// A leader sends what a learner lacks from a [LogTail], while the log goes on being written, and
/// finds where that begins in the [LogIndex] that the writer keeps. What a leader takes back,
/// [LogTruncation] removes.
///
/// Source of the rules: disk format reference, section 3.
package paddock.storage.log;
