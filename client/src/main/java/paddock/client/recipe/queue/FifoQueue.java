package paddock.client.recipe.queue;

import paddock.client.Client;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A queue of tasks in the order of their arrival. Any thread may use it, and any number of
/// programs may put and take.
///
/// ```java
/// FifoQueue queue = new FifoQueue(client, "/app/tasks");
/// queue.put(task);
///
/// try (Element element = queue.take()) {
///     work(element.bytes());
///     element.acknowledge();
/// }
/// ```
///
/// Elements are handed out one after another, in the order in which they came, to takers in the
/// order in which these came. What is given back has its old place.
///
/// **Lost connection.** It is sat out: each element is put once and taken once, whatever answers
/// are lost.
///
/// **Lost session.** What its taker had not acknowledged is handed out again, so work may be done
/// twice, and never not at all. A put that fails as [paddock.client.ClientException.SessionExpired]
/// may have happened.
public final class FifoQueue {
    private static final String KIND = "item";

    private final Store store;

    /// @param path the folder of the queue
    public FifoQueue(Client client, String path) {
        store = Store.byArrival(client, path);
    }

    /// Puts an element at the end, and waits until it is there.
    ///
    /// @throws InterruptedException when the thread is interrupted; the element may come to be
    ///   there all the same
    public void put(byte[] bytes) throws InterruptedException {
        Waiting.forResult(putAsync(bytes));
    }

    /// Puts an element at the end. The elements of one thread are in the order of its calls only if
    /// it waits for each.
    public CompletableFuture<Void> putAsync(byte[] bytes) {
        return store.put(KIND, bytes);
    }

    /// Waits for an element that nobody holds, and takes the oldest.
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
