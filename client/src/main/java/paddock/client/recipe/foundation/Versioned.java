package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.NodeData;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A persistent znode whose data several change, each from the version it has seen.
public final class Versioned {
    private final AsyncClient client;
    private final String path;
    private final byte[] initial;

    /// @param initial the data it is created with where it does not exist
    public Versioned(AsyncClient client, String path, byte[] initial) {
        this.client = client;
        this.path = path;
        this.initial = initial;
    }

    /// The znode.
    public String path() {
        return path;
    }

    /// Its data, across lost connections; creates it where it does not exist.
    public CompletableFuture<NodeData> read() {
        return reading(() -> client.getData(path));
    }

    /// As above; something is done once when the data changes, or when this can never be told.
    public CompletableFuture<NodeData> read(Runnable once) {
        return reading(() -> client.getData(path, event -> once.run()));
    }

    private CompletableFuture<NodeData> reading(Supplier<CompletableFuture<NodeData>> look) {
        return Steadfast.repeat(look)
                .handle(
                        (data, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.completedFuture(data);
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            return failure instanceof ClientException.NoNode
                                    ? create().thenCompose(done -> reading(look))
                                    : CompletableFuture.<NodeData>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Void> create() {
        return parent().thenCompose(made -> createHere());
    }

    private CompletableFuture<Void> parent() {
        int nameStart = path.lastIndexOf('/');
        return nameStart == 0
                ? CompletableFuture.completedFuture(null)
                : Steadfast.repeat(() -> client.ensurePath(path.substring(0, nameStart)));
    }

    private CompletableFuture<Void> createHere() {
        return Steadfast.repeat(() -> client.create(path, initial))
                .handle(
                        (created, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            return failure == null || failure instanceof ClientException.NodeExists
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : CompletableFuture.<Void>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }
}
