package paddock.storage.recovery;

import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.wire.txn.LoggedTxn;

/// The database that comes out of a [Recovery], as far as recovery must know it.
///
/// Calls come in this order: [#builder] once for each snapshot tried, then [#finish] for the one
/// that was sound or [#startEmpty] when there is none, then [#replay] for each transaction.
public interface Restored {
    /// A fresh builder; what was told to the one before is forgotten.
    DatabaseBuilder builder();

    /// The last builder holds a whole snapshot of `zxid`.
    void finish(long zxid);

    /// There is no snapshot: start with the built-in znodes, at zxid 0.
    void startEmpty();

    /// Applies a transaction, which may repeat what a fuzzy snapshot already holds.
    void replay(LoggedTxn txn);

    /// The digest of the tree as it is.
    long treeDigest();

    /// An image of the database as it is, for the first snapshot of all.
    DatabaseImage freeze();
}
