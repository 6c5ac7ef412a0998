package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

/// A request from being submitted to its outcome being told.
///
/// The thread that submits it makes it, the session's thread decides its outcome, and the executor
/// for deliveries tells it; each hands it over safely.
final class Pending extends Delivery {
    final Request request;
    final @Nullable WatchChange watch;
    final Outcome outcome;

    /// When it was submitted, by the monotonic clock; 0 where nobody wants to know.
    long submittedNanos;

    /// Whether it takes one of the places for requests under way.
    boolean takesPlace;

    /// Its outcome is decided; where it was decided early, its answer is still to come.
    boolean decided;

    int xid;
    private long zxid = -1;
    private int error;
    private @Nullable Response response;

    Pending(Request request, @Nullable WatchChange watch, Outcome outcome) {
        this.request = request;
        this.watch = watch;
        this.outcome = outcome;
    }

    void decide(long zxidOfAnswer, int code, @Nullable Response answer) {
        decided = true;
        zxid = zxidOfAnswer;
        error = code;
        response = answer;
    }

    int error() {
        return error;
    }

    @Override
    void tell() {
        outcome.done(xid, zxid, error, response);
    }

    /// Its outcome, to be told while it itself still waits for its answer.
    Delivery early() {
        Pending self = this;
        return new Delivery() {
            @Override
            void tell() {
                self.tell();
            }
        };
    }
}
