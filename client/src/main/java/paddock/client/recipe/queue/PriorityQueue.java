package paddock.client.recipe.queue;

import paddock.client.Client;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A queue of tasks in the order of their priority; those of the same in the order of their
/// arrival. Any thread may use it, and any number of programs may put and take.
///
/// What is taken is the first of what is there at that moment and not held by others. Its promises
/// for lost connections and sessions are those of [FifoQueue].
public final class PriorityQueue {
    private final Store store;

    /// @param path the folder of the queue
    public PriorityQueue(Client client, String path) {
        store = Store.byKind(client, path);
    }

    /// Puts an element, and waits until it is there.
    ///
    /// @param priority any number; smaller ones are taken first
    /// @throws InterruptedException when the thread is interrupted; the element may come to be
    ///   there all the same
    public void put(byte[] bytes, int priority) throws InterruptedException {
        Waiting.forResult(putAsync(bytes, priority));
    }

    /// As [#put], without waiting.
    public CompletableFuture<Void> putAsync(byte[] bytes, int priority) {
        return store.put(kind(priority), bytes);
    }

    /// A text that sorts as the number does.
    private static String kind(int priority) {
        return String.format("p%08x", priority ^ Integer.MIN_VALUE);
    }

    /// Waits for an element that nobody holds, and takes the first.
    ///
    /// @throws InterruptedException when the thread is interrupted; nothing is taken then
    public Element take() throws InterruptedException {
        return store.take();
    }

    /// As [#take], for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted; nothing is taken then
    public Optional<Element> poll(Duration limit) throws InterruptedException {
        return store.take(limit);
    }

    /// How many elements there are, held ones included.
    public int size() throws InterruptedException {
        return Waiting.forResult(store.tickets()).size();
    }
}
