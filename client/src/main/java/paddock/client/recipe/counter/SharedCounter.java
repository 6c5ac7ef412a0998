package paddock.client.recipe.counter;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.foundation.Receipts;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Versioned;
import paddock.client.recipe.foundation.Waiting;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/// A number that any number of programs count with; the data of a persistent znode, as text. Any
/// thread may use it.
///
/// **Lost connection.** It is sat out, and each change happens exactly once: it is made by a
/// transaction that leaves a receipt, and so can be told from one that has not happened.
///
/// **Lost session.** The number stays. A change that fails as
/// [paddock.client.ClientException.SessionExpired] may have happened.
public final class SharedCounter {
    private final Versioned node;
    private final Receipts receipts;

    /// @param path the znode of the number; where it does not exist it is created with 0
    public SharedCounter(Client client, String path) {
        AsyncClient async = client.async();
        node = new Versioned(async, path, bytes(0));
        receipts = new Receipts(async, path + "/receipts");
    }

    private static byte[] bytes(long value) {
        return Long.toString(value).getBytes(StandardCharsets.UTF_8);
    }

    private long value(NodeData data) {
        try {
            return Long.parseLong(data.text());
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    node.path() + " is no counter: its data is no number", e);
        }
    }

    /// The number, as the server of this client knows it.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public long get() throws InterruptedException {
        return value(Waiting.forResult(node.read()));
    }

    /// Adds to the number.
    ///
    /// @return the number afterwards
    /// @throws ArithmeticException when it would leave the range of 64 bits
    /// @throws InterruptedException when the thread is interrupted; it may be added all the same
    public long add(long difference) throws InterruptedException {
        return update(value -> Math.addExact(value, difference));
    }

    /// Makes another number of it.
    ///
    /// @param change is called again where somebody else was faster; its last call counts
    /// @return the number afterwards
    /// @throws InterruptedException when the thread is interrupted; it may happen all the same
    public long update(LongUnaryOperator change) throws InterruptedException {
        while (true) {
            NodeData before = Waiting.forResult(node.read());
            long after = change.applyAsLong(value(before));
            if (Waiting.forResult(write(before, after))) {
                return after;
            }
        }
    }

    /// Replaces the number if it is what the caller believes.
    ///
    /// @return empty when it was replaced, else what it is instead
    /// @throws InterruptedException when the thread is interrupted; it may happen all the same
    public Optional<Long> compareAndSet(long expected, long value) throws InterruptedException {
        while (true) {
            NodeData before = Waiting.forResult(node.read());
            if (value(before) != expected) {
                return Optional.of(value(before));
            }
            if (Waiting.forResult(write(before, value))) {
                return Optional.empty();
            }
        }
    }

    /// Yields whether nobody else was faster.
    private CompletableFuture<Boolean> write(NodeData before, long after) {
        return receipts.once(
                        transaction ->
                                transaction.setData(node.path(), bytes(after), before.version()))
                .handle(
                        (done, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.completedFuture(true);
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            return failure instanceof ClientException.BadVersion
                                            || failure instanceof ClientException.NoNode
                                    ? CompletableFuture.completedFuture(false)
                                    : CompletableFuture.<Boolean>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }
}
