package paddock.client.recipe.mirror;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.foundation.Steadfast;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What a mirror asks servers for, so many things at a time. All methods are called, and all
/// answers given, under the mirror's lock.
final class Loads {
    /// Enough to keep a connection busy, far from what a client may have under way.
    private static final int MOST_UNDER_WAY = 256;

    private static final int PAUSE_MILLIS = 50;

    private final AsyncClient client;
    private final ReentrantLock lock;
    private final Answers answers;
    private final Queue<Load> waiting = new ArrayDeque<>();

    /// What is asked for and not answered. The answer will be of a later moment than now, so
    /// nothing has to be asked for twice.
    private final Set<Load> wanted = new HashSet<>();

    private int underWay;
    private boolean asking;
    private boolean stopped;

    /// @param children whether the children are wanted, rather than the data
    private record Load(String path, boolean children) {}

    /// Where answers go.
    interface Answers {
        /// A znode has this data.
        void data(String path, NodeData now);

        /// A znode has these children, and no others.
        void children(String path, List<String> names);

        /// There is no such znode, or it may not be read.
        void absent(String path);

        /// Nothing is asked for any more.
        void allAnswered();

        /// Nothing will be answered any more.
        void failed(Throwable reason);
    }

    Loads(AsyncClient client, ReentrantLock lock, Answers answers) {
        this.client = client;
        this.lock = lock;
        this.answers = answers;
    }

    /// Asks for the data of a znode.
    void data(String path) {
        want(new Load(path, false));
        askForMore();
    }

    /// Asks for a znode and all below it.
    void tree(String path) {
        wantTree(path);
        askForMore();
    }

    private void wantTree(String path) {
        want(new Load(path, false));
        want(new Load(path, true));
    }

    /// Has nothing asked for and nothing answered any more.
    void stop() {
        stopped = true;
        waiting.clear();
    }

    private void want(Load load) {
        if (!stopped && wanted.add(load)) {
            waiting.add(load);
        }
    }

    /// Asks for what is waiting, and says so where nothing is asked for any more. An answer may
    /// come while its request is being sent; then what it leads to is seen to here, and not within
    /// it.
    private void askForMore() {
        if (asking) {
            return;
        }
        asking = true;
        try {
            while (underWay < MOST_UNDER_WAY) {
                Load next = waiting.poll();
                if (next == null) {
                    break;
                }
                underWay++;
                ask(next);
            }
        } finally {
            asking = false;
        }
        if (wanted.isEmpty() && !stopped) {
            answers.allAnswered();
        }
    }

    private void ask(Load load) {
        if (load.children) {
            ask(
                    load,
                    client.getChildren(load.path),
                    children -> {
                        answers.children(load.path, children.names());
                        String parent = load.path.equals("/") ? "" : load.path;
                        children.names().forEach(name -> wantTree(parent + "/" + name));
                    });
        } else {
            ask(load, client.getData(load.path), data -> answers.data(load.path, data));
        }
    }

    /// Not [Steadfast]: what is asked for again must be asked for under the lock.
    private <T> void ask(Load load, CompletableFuture<T> answer, Consumer<T> then) {
        answer.whenComplete(
                (result, thrown) ->
                        locked(
                                () -> {
                                    underWay--;
                                    wanted.remove(load);
                                    if (thrown == null) {
                                        then.accept(result);
                                    } else {
                                        failed(load, Steadfast.unwrap(thrown));
                                    }
                                    askForMore();
                                }));
    }

    private void failed(Load load, Throwable failure) {
        if (Steadfast.isTransient(failure)) {
            wanted.add(load);
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(
                            () ->
                                    locked(
                                            () -> {
                                                waiting.add(load);
                                                askForMore();
                                            }));
        } else if (failure instanceof ClientException.NoNode
                || failure instanceof ClientException.NoAuth) {
            answers.absent(load.path);
        } else {
            answers.failed(failure);
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            if (!stopped) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
