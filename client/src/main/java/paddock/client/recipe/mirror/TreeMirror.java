package paddock.client.recipe.mirror;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.NodeData;
import paddock.client.Registration;
import paddock.client.Watch;
import paddock.client.WatchEvent;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A subtree in memory, which follows the one on the servers. Any thread may use it; reading it
/// asks no server and waits for nothing.
///
/// ```java
/// try (TreeMirror mirror = TreeMirror.open(client, "/app")) {
///     mirror.awaitComplete();
///     mirror.get("/app/setting").ifPresent(data -> use(data.bytes()));
/// }
/// ```
///
/// Each znode of the mirror is, or was a moment ago, on the server of this client, and changes are
/// seen in their order; of several changes of one znode only the last may be seen. The whole is no
/// snapshot: two znodes may be of different moments.
///
/// **Lost connection.** The mirror stays as it is, see [#isCurrent]; once connected again, it looks
/// at the whole subtree anew, and tells the differences. Nothing that happened meanwhile is missed
/// for good.
///
/// **Lost session.** The mirror stays as it is for good.
///
/// What the session may not read is not in it.
public final class TreeMirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TreeMirror.class);

    private final AsyncClient client;
    private final String root;
    private final List<TreeListener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();

    /// Answers and events are taken in under this lock, requests are sent under it. So an answer
    /// that comes at once is taken in before any event that the server sent after it.
    private final ReentrantLock lock = new ReentrantLock();

    /// Written under the lock, read by anybody.
    private final ConcurrentSkipListMap<String, NodeData> nodes = new ConcurrentSkipListMap<>();

    private final Loads loads;

    /// Written under the lock, as is the next.
    private volatile boolean current;

    private volatile boolean closed;

    private TreeMirror(Client client, String root) {
        this.client = client.async();
        this.root = root;
        loads = new Loads(this.client, lock, new Answers());
    }

    /// Begins to mirror a znode and all below it; it does not have to exist.
    ///
    /// @param listeners are told from the first znode on
    public static TreeMirror open(Client client, String root, TreeListener... listeners) {
        TreeMirror mirror = new TreeMirror(client, root);
        mirror.listeners.addAll(List.of(listeners));
        mirror.watch();
        return mirror;
    }

    private void watch() {
        Steadfast.repeat(() -> client.watchTree(root, this::happened))
                .whenComplete(
                        (watch, thrown) -> {
                            if (thrown == null) {
                                watching(watch);
                            } else {
                                end(Steadfast.unwrap(thrown));
                            }
                        });
    }

    private void watching(Watch watch) {
        closing.thenRun(watch::close);
        locked(() -> loads.tree(root));
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            if (!closed) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- events and answers ----

    private void happened(WatchEvent event) {
        switch (event.kind()) {
            case CREATED, DATA_CHANGED -> locked(() -> loads.data(event.path()));
            case DELETED -> locked(() -> remove(event.path()));
            case RESUMED ->
                    locked(
                            () -> {
                                current = false;
                                loads.tree(root);
                            });
            case ENDED -> end(new IllegalStateException("the session of the mirror is over"));
            case CHILDREN_CHANGED -> {
                // Each child tells for itself.
            }
        }
    }

    private final class Answers implements Loads.Answers {
        @Override
        public void data(String path, NodeData now) {
            NodeData before = nodes.put(path, now);
            if (before == null) {
                tell(listener -> listener.added(path, now));
            } else if (before.stat().czxid() != now.stat().czxid()) {
                tell(listener -> listener.removed(path, before));
                tell(listener -> listener.added(path, now));
            } else if (before.stat().mzxid() != now.stat().mzxid()) {
                tell(listener -> listener.updated(path, before, now));
            }
        }

        @Override
        public void children(String path, List<String> names) {
            String parent = path.equals("/") ? "" : path;
            List<String> now = names.stream().map(name -> parent + "/" + name).sorted().toList();
            for (String child : List.copyOf(below(path).keySet())) {
                boolean direct = child.indexOf('/', parent.length() + 1) < 0;
                if (direct && Collections.binarySearch(now, child) < 0) {
                    remove(child);
                }
            }
        }

        @Override
        public void absent(String path) {
            remove(path);
        }

        @Override
        public void allAnswered() {
            if (!current) {
                current = true;
                tell(TreeListener::complete);
                complete.complete(null);
            }
        }

        @Override
        public void failed(Throwable reason) {
            end(reason);
        }
    }

    private void remove(String path) {
        // From the leaves up, as they were deleted.
        for (String each : List.copyOf(below(path).descendingKeySet())) {
            removeOne(each);
        }
        removeOne(path);
    }

    private void removeOne(String path) {
        NodeData before = nodes.remove(path);
        if (before != null) {
            tell(listener -> listener.removed(path, before));
        }
    }

    private void end(Throwable reason) {
        locked(
                () -> {
                    stop();
                    complete.completeExceptionally(reason);
                    tell(TreeListener::ended);
                });
    }

    private void stop() {
        closed = true;
        current = false;
        loads.stop();
        closing.complete(null);
    }

    private void tell(Consumer<TreeListener> change) {
        for (TreeListener each : listeners) {
            try {
                change.accept(each);
            } catch (RuntimeException e) {
                LOG.error("a listener of the mirror of {} failed", root, e);
            }
        }
    }

    // ---- reading ----

    /// Waits until all of the subtree is mirrored for the first time.
    ///
    /// @throws IllegalStateException when the mirror is closed before
    /// @throws paddock.client.ClientException when the session is over before
    /// @throws InterruptedException when the thread is interrupted
    public void awaitComplete() throws InterruptedException {
        Waiting.forResult(complete.copy());
    }

    /// As [#awaitComplete()], for so long.
    ///
    /// @return false when the time is over
    /// @throws InterruptedException when the thread is interrupted
    public boolean awaitComplete(Duration limit) throws InterruptedException {
        return Waiting.forEnd(complete.copy(), limit);
    }

    /// Whether it follows the servers: it has seen all of the subtree, and is connected.
    public boolean isCurrent() {
        return current && client.state().isConnected();
    }

    /// A znode; empty where there is none.
    public Optional<NodeData> get(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /// All znodes by path, in the order of paths; a view that goes on following.
    public SortedMap<String, NodeData> nodes() {
        return Collections.unmodifiableSortedMap(nodes);
    }

    /// The names of the children of a znode, in order.
    public List<String> children(String path) {
        int nameStart = path.equals("/") ? 1 : path.length() + 1;
        return below(path).keySet().stream()
                .filter(each -> each.indexOf('/', nameStart) < 0)
                .map(each -> each.substring(nameStart))
                .toList();
    }

    private ConcurrentNavigableMap<String, NodeData> below(String path) {
        if (path.equals("/")) {
            return nodes.tailMap("/", false);
        }
        // The character after the slash ends the paths that begin with it.
        return nodes.subMap(path + "/", true, path + "0", false);
    }

    /// Has a listener told of all changes from now on; first of all that is there, as added.
    ///
    /// @return takes it away again
    public Registration addListener(TreeListener listener) {
        lock.lock();
        try {
            nodes.forEach(listener::added);
            if (current) {
                listener.complete();
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        return () -> listeners.remove(listener);
    }

    /// Follows no more. Waits for a listener that is being told at this moment.
    @Override
    public void close() {
        locked(
                () -> {
                    stop();
                    complete.completeExceptionally(
                            new IllegalStateException("the mirror of " + root + " was closed"));
                });
    }

    @Override
    public String toString() {
        return "mirror of " + root + ", " + nodes.size() + " znodes";
    }
}
