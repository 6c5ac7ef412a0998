package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.Transaction;
import paddock.client.TransactionFailedException;
import paddock.client.recipe.PlaceLostException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Has transactions happen exactly once, whatever answers are lost. Any thread may use it.
///
/// Each transaction also writes to an ephemeral znode of this session, its receipt, and demands the
/// version the receipt had before. So a transaction that is sent again after a lost answer is
/// refused if it has happened, and for just that reason, since the receipt comes first in it.
///
/// There are as many receipts as transactions were ever under way at once.
public final class Receipts {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final String path;
    private final Queue<Receipt> free = new ConcurrentLinkedQueue<>();

    /// @param version which the server has for it
    private record Receipt(String path, int version) {
        Receipt stamped() {
            return new Receipt(path, version + 1);
        }
    }

    /// @param path the folder of the receipts
    public Receipts(AsyncClient client, String path) {
        this.client = client;
        this.path = path;
    }

    /// Has updates happen together, and once. Fails as the reason of the
    /// [TransactionFailedException] when servers refuse them; nothing has happened then. When the
    /// session is over it is not known whether they have happened.
    ///
    /// @param updates adds them to a transaction; possibly several times, to a new one each time
    public CompletableFuture<Void> once(Consumer<Transaction> updates) {
        Receipt receipt = free.poll();
        if (receipt != null) {
            return once(updates, receipt);
        }
        String fresh = path + "/" + UUID.randomUUID();
        return create(fresh).thenCompose(done -> once(updates, new Receipt(fresh, 0)));
    }

    private CompletableFuture<Void> create(String receipt) {
        CompletableFuture<Void> created = new CompletableFuture<>();
        Steadfast.repeat(
                        () ->
                                Folder.within(
                                        client,
                                        path,
                                        () ->
                                                client.create(
                                                        receipt,
                                                        NO_DATA,
                                                        CreateMode.EPHEMERAL,
                                                        Acl.OPEN)))
                .whenComplete(
                        (name, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            // That it exists is the answer that was lost.
                            if (failure == null || failure instanceof ClientException.NodeExists) {
                                created.complete(null);
                            } else {
                                created.completeExceptionally(failure);
                            }
                        });
        return created;
    }

    private CompletableFuture<Void> once(Consumer<Transaction> updates, Receipt receipt) {
        CompletableFuture<Void> happened = new CompletableFuture<>();
        attempt(updates, receipt, false, happened);
        return happened;
    }

    /// @param again whether the same may have happened already
    private void attempt(
            Consumer<Transaction> updates,
            Receipt receipt,
            boolean again,
            CompletableFuture<Void> happened) {
        Transaction transaction =
                client.transaction().setData(receipt.path, NO_DATA, receipt.version);
        updates.accept(transaction);
        transaction
                .commitAsync()
                .whenComplete(
                        (results, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure == null || again && isStamped(failure)) {
                                free.add(receipt.stamped());
                                happened.complete(null);
                            } else if (Steadfast.isTransient(failure)) {
                                Steadfast.pause()
                                        .execute(() -> attempt(updates, receipt, true, happened));
                            } else {
                                happened.completeExceptionally(refused(failure, receipt));
                            }
                        });
    }

    private static boolean isStamped(Throwable failure) {
        return failure instanceof TransactionFailedException refused
                && refused.index() == 0
                && refused.reason() instanceof ClientException.BadVersion;
    }

    private Throwable refused(Throwable failure, Receipt receipt) {
        if (failure instanceof TransactionFailedException refused) {
            if (refused.index() == 0) {
                return new PlaceLostException(receipt.path);
            }
            free.add(receipt);
            return refused.reason();
        }
        return failure;
    }
}
