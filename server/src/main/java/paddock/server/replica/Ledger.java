package paddock.server.replica;

import org.jspecify.annotations.Nullable;

import paddock.server.front.Submission;
import paddock.server.metrics.LastOperation;
import paddock.server.words.ServerView;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

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

    /// The updates that clients wait for, oldest first.
    List<ServerView.OutstandingRequest> outstandingRequests(long nowNanos) {
        List<ServerView.OutstandingRequest> requests = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.origin() instanceof Submission.Update update) {
                requests.add(
                        new ServerView.OutstandingRequest(
                                update.connection().sessionId(),
                                update.xid(),
                                LastOperation.of(update.request().opCode()),
                                pathOf(update.request()),
                                (nowNanos - update.receivedNanos()) / 1_000_000));
            }
        }
        return requests;
    }

    private static String pathOf(Request request) {
        return switch (request) {
            case Request.Create create -> create.path();
            case Request.Delete delete -> String.valueOf(delete.path());
            case Request.SetData set -> set.path();
            case Request.SetAcl set -> set.path();
            default -> "";
        };
    }
}
