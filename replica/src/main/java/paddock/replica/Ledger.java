package paddock.replica;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
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

    void clear() {
        entries.clear();
    }

    /// Shows all entries, oldest first.
    void forEach(Consumer<Entry> visitor) {
        entries.forEach(visitor);
    }
}
