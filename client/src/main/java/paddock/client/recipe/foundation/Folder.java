package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The folders that recipes work in.
public final class Folder {
    private static final byte[] NO_DATA = {};

    private Folder() {}

    /// Sees to it that a folder exists, as a container where servers know such.
    public static CompletableFuture<Void> ensure(AsyncClient client, String path) {
        int nameStart = path.lastIndexOf('/');
        CompletableFuture<Void> parent =
                nameStart <= 0
                        ? CompletableFuture.completedFuture(null)
                        : Steadfast.repeat(() -> client.ensurePath(path.substring(0, nameStart)));
        return parent.thenCompose(done -> create(client, path, CreateMode.CONTAINER));
    }

    private static CompletableFuture<Void> create(
            AsyncClient client, String path, CreateMode mode) {
        return Steadfast.repeat(() -> client.create(path, NO_DATA, mode, Acl.OPEN))
                .handle(
                        (created, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.<Void>completedFuture(null);
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            if (failure instanceof ClientException.NodeExists) {
                                return CompletableFuture.<Void>completedFuture(null);
                            } else if (failure instanceof ClientException.NoNode) {
                                // The parent was a container itself, and just removed.
                                return ensure(client, path);
                            } else if (mode == CreateMode.CONTAINER
                                    && (failure instanceof ClientException.Unimplemented
                                            || failure instanceof ClientException.BadArguments)) {
                                return create(client, path, CreateMode.PERSISTENT);
                            }
                            return CompletableFuture.<Void>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }

    /// Does something in a folder, which is made where it does not exist.
    ///
    /// @param operation fails as [ClientException.NoNode] where it does not
    public static <T> CompletableFuture<T> within(
            AsyncClient client, String path, Supplier<CompletableFuture<T>> operation) {
        return operation
                .get()
                .handle(
                        (result, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.completedFuture(result);
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            return failure instanceof ClientException.NoNode
                                    ? ensure(client, path)
                                            .thenCompose(made -> within(client, path, operation))
                                    : CompletableFuture.<T>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }
}
