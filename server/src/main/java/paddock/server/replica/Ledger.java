package paddock.server.replica;

import org.jspecify.annotations.Nullable;

import paddock.server.front.Submission;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayDeque;

/// What is under way, in the order in which it is answered.
///
/// A query among the updates waits here for those before it, and for nothing else.
final class Ledger {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /// One thing under way.
    ///
    /// @param origin who asked, null when the server itself did
    /// @param txn what is being logged for it, null when nothing is
    /// @param sessionId the session being opened, else 0
    /// @param err the refusal, where there is no transaction
    record Entry(@Nullable Submission origin, @Nullable LoggedTxn txn, long sessionId, int err) {}

    void add(Entry entry) {
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Whether the oldest entry can be completed now that everything up to `durableZxid` is
    /// durable.
    boolean isHeadReady(long durableZxid) {
        Entry head = entries.peek();
        return head != null && (head.txn == null || head.txn.header().zxid() <= durableZxid);
    }

    Entry remove() {
        return entries.remove();
    }

    /// What is under way, oldest first.
    Iterable<Entry> entries() {
        return entries;
    }
}
