package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Database;
import paddock.wire.ensemble.EncodedTxn;

import java.util.ArrayDeque;
import java.util.Collection;

/// What an ensemble committed and is not applied here yet, and the entries that wait for commits.
///
/// A transaction that answers an own client is applied when it is that client's turn, and no
/// sooner: a query before it must not see it. All those after it wait too.
final class Commits {
    private final Database database;
    private final Ledger ledger;
    private final Completer completer;
    private final ArrayDeque<EncodedTxn> committed = new ArrayDeque<>();
    private final ArrayDeque<Entry> awaiting = new ArrayDeque<>();

    Commits(Database database, Ledger ledger, Completer completer) {
        this.database = database;
        this.ledger = ledger;
        this.completer = completer;
    }

    /// A transaction is committed.
    void add(EncodedTxn txn) {
        committed.add(txn);
    }

    /// An entry waits for its transaction, after all that do so already.
    void await(Entry entry) {
        awaiting.add(entry);
    }

    /// Whether any entry waits for its transaction.
    boolean isAwaited() {
        return !awaiting.isEmpty();
    }

    /// The last transaction committed, applied or not.
    long lastZxid() {
        EncodedTxn last = committed.peekLast();
        return last == null ? database.lastZxid() : last.zxid();
    }

    /// Whether [#completeNext] would find something.
    boolean isReady() {
        return isOldestReady() || isNextApplicable();
    }

    /// Answers the oldest entry, or applies the next transaction.
    ///
    /// @param own whether transactions were prepared here
    boolean completeNext(boolean own) {
        Entry oldest = ledger.oldest();
        if (oldest != null && isOldestReady()) {
            ledger.removeOldest();
            completer.answer(oldest);
            return true;
        }
        if (isNextApplicable()) {
            applyNext(own);
            return true;
        }
        return false;
    }

    /// Applies the next transaction, if there is one, whoever waits for what.
    boolean applyNext(boolean own) {
        EncodedTxn txn = committed.poll();
        if (txn == null) {
            return false;
        }
        Entry entry = waitingFor(txn);
        if (entry != null) {
            awaiting.remove();
        }
        completer.apply(txn.txn(), own, entry);
        return true;
    }

    /// Leaves only those waiting whose transactions are logged and not committed yet; the others
    /// have to be ordered again. Those are the first ones, since what is lost is always the end.
    void keepWaitingFor(Collection<EncodedTxn> uncommitted) {
        ArrayDeque<Entry> all = new ArrayDeque<>(awaiting);
        awaiting.clear();
        for (EncodedTxn txn : uncommitted) {
            Entry entry = all.peek();
            if (entry != null && entry.isFor(txn.txn())) {
                entry.proposed(txn.txn());
                awaiting.add(all.remove());
            }
        }
        all.forEach(Entry::lost);
    }

    /// Whether a transaction is committed and not applied.
    boolean isBehind() {
        return !committed.isEmpty();
    }

    /// Nobody waits any more.
    void stopWaiting() {
        awaiting.clear();
    }

    /// Forgets everything.
    void clear() {
        committed.clear();
        awaiting.clear();
    }

    private boolean isOldestReady() {
        Entry oldest = ledger.oldest();
        if (oldest == null || oldest.state() != Entry.State.READY) {
            return false;
        }
        if (oldest.afterZxid() <= database.lastZxid()) {
            return true;
        }
        // What was asked later can be committed before the answer comes. It waits for the answer,
        // so the answer must not wait for it.
        EncodedTxn txn = committed.peek();
        return txn != null && !isNextApplicable();
    }

    private boolean isNextApplicable() {
        EncodedTxn txn = committed.peek();
        if (txn == null) {
            return false;
        }
        Entry entry = waitingFor(txn);
        return entry == null || entry.equals(ledger.oldest());
    }

    private @Nullable Entry waitingFor(EncodedTxn txn) {
        Entry first = awaiting.peek();
        return first != null && first.isFor(txn.txn()) ? first : null;
    }
}
