package paddock.client.recipe.queue;

import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Once;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// Something taken from a queue, which nobody else gets as long as this session lives. Any thread
/// may use it. Whoever is done with it acknowledges it; closing gives back what was not.
public final class Element implements AutoCloseable {
    private final Store store;
    private final Store.Claim claim;
    private final byte[] bytes;
    private final Once decision = new Once();
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    Element(Store store, Store.Claim claim, byte[] bytes) {
        this.store = store;
        this.claim = claim;
        this.bytes = bytes;
    }

    /// What was put.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// What was put, as UTF-8.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// What tells it from all other elements of the queue, also when it is handed out again.
    public String id() {
        return claim.item().id();
    }

    /// Takes it out of the queue for good, and waits until that is done. Lost connections are sat
    /// out.
    ///
    /// @throws PlaceLostException when somebody deleted its znodes
    /// @throws IllegalStateException when it was given back
    /// @throws paddock.client.ClientException when the session is over: unless only the answer was
    ///   lost, somebody else gets the element
    /// @throws InterruptedException when the thread is interrupted; it is acknowledged all the same
    public void acknowledge() throws InterruptedException {
        Waiting.forResult(acknowledgeAsync());
    }

    /// As [#acknowledge], without waiting.
    public CompletableFuture<Void> acknowledgeAsync() {
        if (decision.take()) {
            store.acknowledge(claim)
                    .whenComplete(
                            (done, thrown) -> {
                                if (thrown == null) {
                                    acknowledged.complete(null);
                                } else {
                                    acknowledged.completeExceptionally(Steadfast.unwrap(thrown));
                                }
                            });
        }
        return acknowledged.copy();
    }

    /// Gives it back for others to take, with its old place in the queue. Does nothing where it was
    /// acknowledged or given back.
    ///
    /// @return completes when others can take it. Lost connections are sat out
    public CompletableFuture<Void> giveBack() {
        if (!decision.take()) {
            return CompletableFuture.completedFuture(null);
        }
        acknowledged.completeExceptionally(
                new IllegalStateException("element " + id() + " was given back"));
        return store.giveBack(claim);
    }

    /// As [#giveBack], without waiting for it.
    @Override
    public void close() {
        giveBack();
    }

    @Override
    public String toString() {
        return "element " + id() + " of " + bytes.length + " bytes";
    }
}
