package paddock.replica;

import paddock.core.database.Database;
import paddock.wire.ensemble.EncodedTxn;

import java.util.ArrayDeque;

/// What an ensemble has committed and is not applied here yet, in order.
///
/// A transaction that answers an own client is applied when it is that client's turn, and no
/// sooner: a query before it must not see it. All those after it wait too.
final class Commits {
    private final Database database;
    private final Ledger ledger;
    private final Completer completer;
    private final ArrayDeque<EncodedTxn> committed = new ArrayDeque<>();

    Commits(Database database, Ledger ledger, Completer completer) {
        this.database = database;
        this.ledger = ledger;
        this.completer = completer;
    }

    /// A transaction is committed.
    void add(EncodedTxn txn) {
        committed.add(txn);
    }

    /// The last transaction committed, applied or not.
    long lastZxid() {
        EncodedTxn last = committed.peekLast();
        return last == null ? database.lastZxid() : last.zxid();
    }

    /// Another tree takes the place of the one these were for.
    void clear() {
        committed.clear();
    }

    /// Whether [#completeNext] would find something.
    boolean isReady() {
        Entry oldest = ledger.oldest();
        return oldest != null && isItsTurn(oldest) || isNextApplicable();
    }

    /// Answers the oldest entry, or applies the next transaction; false when neither can be.
    ///
    /// @param own whether transactions were prepared here
    boolean completeNext(boolean own) {
        Entry oldest = ledger.oldest();
        if (oldest != null && isItsTurn(oldest)) {
            ledger.removeOldest();
            completer.complete(oldest, null, own);
            return true;
        }
        if (!isNextApplicable()) {
            return false;
        }
        EncodedTxn txn = committed.remove();
        Entry entry = ledger.firstWaiting(txn.txn().header());
        if (entry != null) {
            ledger.removeOldest();
        }
        completer.complete(entry, txn.txn(), own);
        return true;
    }

    /// Applies everything; nobody waits for it.
    void applyAll() {
        for (EncodedTxn txn = committed.poll(); txn != null; txn = committed.poll()) {
            completer.complete(null, txn.txn(), false);
        }
    }

    private boolean isItsTurn(Entry oldest) {
        // What is asked later may be committed by the time the word comes; it is not waited for.
        return oldest.isReady()
                && (oldest.afterZxid() <= database.lastZxid() || !isNextApplicable());
    }

    private boolean isNextApplicable() {
        EncodedTxn next = committed.peek();
        if (next == null) {
            return false;
        }
        Entry entry = ledger.firstWaiting(next.txn().header());
        return entry == null || entry.equals(ledger.oldest());
    }
}
