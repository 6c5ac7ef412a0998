package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;

import java.util.concurrent.CompletableFuture;

/// Deletes znodes for good.
public final class Deletion {
    private Deletion() {}

    /// Deletes a znode, across lost connections. Completes when it is gone, by whomever.
    public static CompletableFuture<Void> of(AsyncClient client, String path) {
        return Steadfast.repeat(() -> client.delete(path))
                .handle(
                        (deleted, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            return failure == null || failure instanceof ClientException.NoNode
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : CompletableFuture.<Void>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }
}
