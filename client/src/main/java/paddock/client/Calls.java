package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.ClientSession;
import paddock.client.session.Outcome;
import paddock.client.session.SessionState;
import paddock.client.session.WatchChange;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Attempts: what a session is asked, and what becomes of failures.
final class Calls {
    private final ClientSession session;
    private final RetryPolicy retryPolicy;
    private final int maxReplyBytes;

    Calls(ClientSession session, RetryPolicy retryPolicy, int maxReplyBytes) {
        this.session = session;
        this.retryPolicy = retryPolicy;
        this.maxReplyBytes = maxReplyBytes;
    }

    ClientSession session() {
        return session;
    }

    /// The longest answer that is read.
    int maxReplyBytes() {
        return maxReplyBytes;
    }

    /// Begins an operation.
    ///
    /// @param direct whether its caller does nothing but wait for it
    <T> Call<T> begin(boolean direct, Call.Plan<T> plan) {
        Call<T> call = new Call<>(this, direct, plan);
        call.attempt();
        return call;
    }

    void submit(Request request, @Nullable WatchChange watch, Outcome outcome) {
        session.submit(request, watch, outcome);
    }

    ClientException failure(
            int code, String operation, @Nullable String path, boolean perhapsHappened) {
        boolean uncertain =
                perhapsHappened
                        && (code == ErrorCode.CONNECTION_LOSS.code()
                                || code == ErrorCode.SESSION_EXPIRED.code()
                                || code == ErrorCode.AUTH_FAILED.code()
                                || code == ErrorCode.REQUEST_TIMEOUT.code());
        var failure = new ClientException.Failure(code, operation, path, uncertain);
        if (code == ErrorCode.SESSION_EXPIRED.code() && session.state() != SessionState.EXPIRED) {
            return new ClientException.SessionClosed(failure);
        }
        return ClientException.of(failure);
    }

    /// Has another attempt made if the policy wants one.
    boolean tryAgain(Call<?> call, ClientException reason, boolean update, int attempts) {
        if (!session.state().isAlive()) {
            return false;
        }
        var pause = retryPolicy.next(new RetryPolicy.Failure(reason, update, attempts));
        if (pause.isEmpty()) {
            return false;
        }
        Executor later =
                CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS);
        later.execute(
                () -> {
                    if (!call.isDone()) {
                        call.attempt();
                    }
                });
        return true;
    }
}
