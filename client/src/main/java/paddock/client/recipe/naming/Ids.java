package paddock.client.recipe.naming;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Versioned;
import paddock.client.recipe.foundation.Waiting;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// Numbers that nobody gets twice, reserved in blocks: servers are only asked for each block. Any
/// thread may use it.
///
/// The numbers of one object grow; those of all are unique, with gaps.
///
/// **Lost connection.** It is sat out when a block has to be reserved. If the answer is lost
/// another block is, and one is wasted.
///
/// **Lost session.** The rest of the block can be used; the next one cannot be had. The rest of a
/// block is wasted when the program ends.
public final class Ids {
    private final AsyncClient client;
    private final Versioned node;
    private final int blockSize;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by the lock, as is the end.
    private long next;

    private long end;

    /// @param path the znode that knows what is reserved; created where it does not exist
    /// @param blockSize how many to reserve at once, at least 1
    /// @throws IllegalArgumentException when it is less
    public Ids(Client client, String path, int blockSize) {
        if (blockSize < 1) {
            throw new IllegalArgumentException("blocks of " + blockSize + "; it takes 1 or more");
        }
        this.client = client.async();
        this.blockSize = blockSize;
        node = new Versioned(this.client, path, bytes(0));
    }

    private static byte[] bytes(long value) {
        return Long.toString(value).getBytes(StandardCharsets.UTF_8);
    }

    /// A number that nobody else has had or gets, 0 or more.
    ///
    /// @throws ArithmeticException when there are no more in 63 bits
    /// @throws InterruptedException when the thread is interrupted
    public long next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (next == end) {
                long first = reserve();
                next = first;
                end = first + blockSize;
            }
            return next++;
        } finally {
            lock.unlock();
        }
    }

    /// A name that nobody else has had or gets.
    ///
    /// @param prefix what it begins with, before a hyphen and a number
    /// @throws InterruptedException when the thread is interrupted
    public String nextName(String prefix) throws InterruptedException {
        return prefix + "-" + next();
    }

    private long reserve() throws InterruptedException {
        while (true) {
            NodeData before = Waiting.forResult(node.read());
            long first = value(before);
            if (Waiting.forResult(reserve(before, Math.addExact(first, blockSize)))) {
                return first;
            }
        }
    }

    private long value(NodeData data) {
        try {
            return Long.parseLong(data.text());
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    node.path() + " does not count ids: its data is no number", e);
        }
    }

    /// Yields whether it certainly happened; where that is not known, it counts as wasted.
    private CompletableFuture<Boolean> reserve(NodeData before, long end) {
        return client.setData(node.path(), bytes(end), before.version())
                .handle(
                        (done, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.completedFuture(true);
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            return failure instanceof ClientException.BadVersion
                                            || failure instanceof ClientException.NoNode
                                            || Steadfast.isTransient(failure)
                                    ? CompletableFuture.completedFuture(false)
                                    : CompletableFuture.<Boolean>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }
}
