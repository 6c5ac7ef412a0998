package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.util.concurrent.CompletableFuture;

/// A folder of ephemeral znodes whose names are given, so that at most one has each. Any thread may
/// use it.
public final class Owned {
    private final AsyncClient client;
    private final String folder;
    private final Receipts receipts;

    /// @param folder where the znodes are
    /// @param receipts another folder, for the receipts of this session
    public Owned(AsyncClient client, String folder, String receipts) {
        this.client = client;
        this.folder = folder;
        this.receipts = new Receipts(client, receipts);
    }

    /// The folder of the znodes.
    public String folder() {
        return folder;
    }

    /// Has a znode, or fails as [ClientException.NodeExists] where somebody has it.
    ///
    /// @throws IllegalArgumentException when the name is none
    public CompletableFuture<Holding> create(String name, byte[] data) {
        return create(name, data, false);
    }

    /// Has a znode, once nobody else has it.
    ///
    /// @throws IllegalArgumentException when the name is none
    public CompletableFuture<Holding> createWhenFree(String name, byte[] data) {
        return create(name, data, true);
    }

    private CompletableFuture<Holding> create(String name, byte[] data, boolean waits) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a znode");
        }
        CompletableFuture<Holding> held = new CompletableFuture<>();
        create(folder + "/" + name, data.clone(), waits, held);
        return held;
    }

    private void create(String path, byte[] data, boolean waits, CompletableFuture<Holding> held) {
        if (held.isDone()) {
            return;
        }
        // It happens once, so what is refused is another's.
        Folder.within(
                        client,
                        folder,
                        () ->
                                receipts.once(
                                        transaction ->
                                                transaction.create(
                                                        path,
                                                        data,
                                                        CreateMode.EPHEMERAL,
                                                        Acl.OPEN)))
                .whenComplete(
                        (done, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure == null) {
                                hold(path, held);
                            } else if (waits && failure instanceof ClientException.NodeExists) {
                                await(path, data, held);
                            } else {
                                held.completeExceptionally(failure);
                            }
                        });
    }

    private void await(String path, byte[] data, CompletableFuture<Holding> held) {
        CompletableFuture<Void> gone = Gone.of(client, path);
        held.whenComplete((holding, thrown) -> gone.cancel(false));
        gone.whenComplete(
                (done, thrown) -> {
                    if (thrown == null) {
                        create(path, data, true, held);
                    } else {
                        held.completeExceptionally(Steadfast.unwrap(thrown));
                    }
                });
    }

    private void hold(String path, CompletableFuture<Holding> held) {
        Holding.of(client, path)
                .whenComplete(
                        (holding, thrown) -> {
                            if (thrown != null) {
                                held.completeExceptionally(Steadfast.unwrap(thrown));
                            } else if (!held.complete(holding)) {
                                holding.release();
                            }
                        });
    }
}
