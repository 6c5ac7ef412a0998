package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;

import java.util.concurrent.CompletableFuture;

/// Waits for the end of znodes.
public final class Gone {
    private Gone() {}

    /// Completes when a znode does not exist. Fails when the session is over, or may not look.
    public static CompletableFuture<Void> of(AsyncClient client, String path) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        look(client, path, gone);
        return gone;
    }

    private static void look(AsyncClient client, String path, CompletableFuture<Void> gone) {
        if (gone.isDone()) {
            return;
        }
        // The data is of no interest, but where there is no znode this leaves no watch behind.
        Steadfast.repeat(() -> client.getData(path, event -> look(client, path, gone)))
                .whenComplete(
                        (data, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure instanceof ClientException.NoNode) {
                                gone.complete(null);
                            } else if (failure != null) {
                                gone.completeExceptionally(failure);
                            }
                        });
    }
}
