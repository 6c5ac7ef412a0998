package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.wire.txn.TxnHeader;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/// What is under way, in the order in which it is answered.
///
/// A query among the updates waits here for those before it, and for nothing else.
final class Ledger {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The oldest entry, or null.
    @Nullable Entry oldest() {
        return entries.peek();
    }

    void removeOldest() {
        entries.remove();
    }

    /// Takes everything out, oldest first.
    List<Entry> removeAll() {
        List<Entry> all = List.copyOf(entries);
        entries.clear();
        return all;
    }

    /// The first entry that waits for this transaction, or null; only those that wait for one are
    /// asked, and the first of them decides.
    @Nullable Entry firstWaiting(TxnHeader header) {
        for (Entry entry : entries) {
            if (entry.awaitsTxn()) {
                return entry.isFor(header) ? entry : null;
            }
        }
        return null;
    }

    /// Shows the updates that clients wait for, oldest first.
    void forEachUpdate(Consumer<Submission.Update> visitor) {
        for (Entry entry : entries) {
            if (entry.origin() instanceof Submission.Update update) {
                visitor.accept(update);
            }
        }
    }
}
