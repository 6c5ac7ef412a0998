package paddock.storage.recovery;

import paddock.storage.log.LogFileReader;

/// What a [Recovery] may take for granted.
///
/// @param trustEmpty whether logs without any snapshot are complete; else they are refused
/// @param autocreate whether a folder without files means an empty database
/// @param digests whether digests are compared
/// @param maxTxnBytes the longest transaction that is read
/// @param directLog whether the log may be read past the page cache
public record RecoverySettings(
        boolean trustEmpty,
        boolean autocreate,
        boolean digests,
        int maxTxnBytes,
        boolean directLog) {
    /// What the reference does unless told otherwise.
    public static final RecoverySettings DEFAULT =
            new RecoverySettings(false, true, true, LogFileReader.DEFAULT_MAX_TXN_BYTES, true);
}
