package paddock.simulator.check;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.Arrays;

/// The transaction that answers an update is the one that came of it, and not of another request
/// that looks the same by its session and xid.
public final class AnswersFitRequests {
    private AnswersFitRequests() {}

    /// A server answers a client's update with a transaction.
    public static void check(long session, int xid, Request request, Txn txn) {
        if (!fits(request, txn)) {
            throw new BrokenPromise(
                    AnswersFitRequests.class,
                    "session %x, request %d: %s is answered with %s"
                            .formatted(session, xid, request, txn));
        }
    }

    private static boolean fits(Request request, Txn txn) {
        // What a request is refused with does not show whose refusal it is.
        if (txn instanceof Txn.Error) {
            return true;
        }
        return switch (request) {
            case Request.Create create -> createdAt(txn, create.path());
            case Request.Delete delete ->
                    txn instanceof Txn.Delete done && done.path().equals(delete.path());
            case Request.SetData set ->
                    txn instanceof Txn.SetData done
                            && done.path().equals(set.path())
                            && Arrays.equals(done.data(), set.data());
            case Request.Reconfig reconfig -> txn instanceof Txn.SetData;
            case Request.Multi multi -> txn instanceof Txn.Multi;
            case Request.CloseSession close -> txn instanceof Txn.CloseSession;
            default -> true;
        };
    }

    /// A sequential znode has a number behind the name that was asked for.
    private static boolean createdAt(Txn txn, @Nullable String path) {
        if (path == null) {
            return false;
        }
        return txn instanceof Txn.Create done && done.path().startsWith(path)
                || txn instanceof Txn.CreateContainer container && container.path().equals(path)
                || txn instanceof Txn.CreateTtl timed && timed.path().startsWith(path);
    }
}
