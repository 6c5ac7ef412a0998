package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.Outcome;
import paddock.wire.protocol.Response;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Completes a future without waiting for what is being told, so that a listener can wait for it.
record DirectOutcome(CompletableFuture<Void> future) implements Outcome {
    @Override
    public void done(int xid, long zxid, int error, @Nullable Response response) {
        // Stages of users are for other threads than the session's.
        future.completeAsync(() -> null);
    }

    @Override
    public boolean direct() {
        return true;
    }

    static void await(CompletableFuture<Void> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing failed", e);
        }
    }
}
