package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.Outcome;
import paddock.client.session.WatchChange;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One operation: the future of its result, and the outcome of its attempts.
final class Call<T> extends CompletableFuture<T> implements Outcome {
    private final Calls calls;
    private final String operation;
    private final @Nullable String path;
    private final Request request;
    private final @Nullable WatchChange watch;
    private final boolean update;
    private final boolean direct;
    private final Decoder<T> decoder;

    /// Of one thread at a time: whoever starts or ends an attempt.
    private int attempts;

    Call(Calls calls, boolean direct, Plan<T> plan) {
        this.calls = calls;
        this.direct = direct;
        this.operation = plan.operation;
        this.path = plan.path;
        this.request = plan.request;
        this.watch = plan.watch;
        this.update = plan.update;
        this.decoder = plan.decoder;
    }

    /// What an operation is, apart from who asks for it.
    record Plan<T>(
            String operation,
            @Nullable String path,
            Request request,
            @Nullable WatchChange watch,
            boolean update,
            Decoder<T> decoder) {}

    /// Makes a result of an answer.
    interface Decoder<T> {
        /// The result of a success.
        T decode(@Nullable Response response);

        /// Whether that znode does not exist is a result rather than a failure.
        default boolean acceptsNoNode() {
            return false;
        }

        /// The result where it does not.
        default T withoutNode() {
            throw new IllegalStateException("not accepted");
        }
    }

    void attempt() {
        attempts++;
        calls.submit(request, watch, this);
    }

    @Override
    public boolean direct() {
        return direct;
    }

    @Override
    public void done(int xid, long zxid, int error, @Nullable Response response) {
        if (error == 0) {
            succeed(response);
        } else if (error == ErrorCode.NO_NODE.code() && decoder.acceptsNoNode()) {
            complete(decoder.withoutNode());
        } else {
            boolean untold = zxid == -1 && xid != 0;
            fail(calls.failure(error, operation, path, update && untold));
        }
    }

    private void succeed(@Nullable Response response) {
        T result;
        try {
            result = decoder.decode(response);
        } catch (RuntimeException e) {
            // The answer is none of this operation, or says that it failed.
            completeExceptionally(e);
            return;
        }
        complete(result);
    }

    private void fail(ClientException reason) {
        boolean repeatable = !(request instanceof Request.Auth);
        if (!isDone() && !(repeatable && calls.tryAgain(this, reason, update, attempts))) {
            completeExceptionally(reason);
        }
    }

    /// Waits for the result.
    T await() {
        return await(this, operation, path, update);
    }

    /// Waits for a result, and throws what went wrong where the caller stands.
    static <T> T await(
            CompletableFuture<T> future, String operation, @Nullable String path, boolean update) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Not tried again, and whatever comes of it is nobody's business.
            future.cancel(false);
            throw new ClientException.Interrupted(
                    new ClientException.Failure(
                            ErrorCode.SYSTEM_ERROR.code(), operation, path, update));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException reason) {
                throw reason.here();
            }
            throw new IllegalStateException(operation + " failed", e.getCause());
        }
    }
}
