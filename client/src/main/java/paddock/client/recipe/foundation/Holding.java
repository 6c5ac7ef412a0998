package paddock.client.recipe.foundation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.Registration;
import paddock.client.recipe.Grant;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.Standing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A znode of this session that stands for something held. It is watched, so that its end is known.
public final class Holding implements Grant {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    private final AsyncClient client;
    private final String path;
    private final long zxid;

    /// Held until it is lost or released, by whoever comes first; written under this object's
    /// monitor, read by anybody.
    private volatile Standing standing = Standing.HELD;

    private final List<Lost> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    private Holding(AsyncClient client, String path, long zxid) {
        this.client = client;
        this.path = path;
        this.zxid = zxid;
    }

    /// Begins to watch a place that has had its turn. Fails as [PlaceLostException] where somebody
    /// deleted it.
    public static CompletableFuture<Holding> of(Place place) {
        return of(place.client(), place.path());
    }

    /// Begins to watch an ephemeral znode of this session.
    public static CompletableFuture<Holding> of(AsyncClient client, String path) {
        // The watch may tell before there is something to tell.
        CompletableFuture<Holding> holding = new CompletableFuture<>();
        Steadfast.repeat(() -> client.getData(path, event -> holding.thenAccept(Holding::watch)))
                .whenComplete(
                        (data, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure instanceof ClientException.NoNode
                                    || failure == null
                                            && data.stat().ephemeralOwner() != client.sessionId()) {
                                holding.completeExceptionally(new PlaceLostException(path));
                            } else if (failure != null) {
                                holding.completeExceptionally(failure);
                            } else {
                                holding.complete(new Holding(client, path, czxid(data)));
                            }
                        });
        return holding;
    }

    private static long czxid(NodeData data) {
        return data.stat().czxid();
    }

    private void watch() {
        if (standing != Standing.HELD) {
            return;
        }
        Steadfast.repeat(() -> client.getData(path, event -> watch()))
                .whenComplete(
                        (data, thrown) -> {
                            // Another znode of that name would be another's.
                            if (thrown != null || czxid(data) != zxid) {
                                lose();
                            }
                        });
    }

    private synchronized boolean ends(Standing how) {
        if (standing != Standing.HELD) {
            return false;
        }
        standing = how;
        return true;
    }

    private void lose() {
        if (ends(Standing.LOST)) {
            released.complete(null);
            listeners.forEach(Lost::tell);
        }
    }

    /// The znode.
    public String path() {
        return path;
    }

    @Override
    public long fencingToken() {
        return zxid;
    }

    @Override
    public Standing standing() {
        Standing now = standing;
        if (now != Standing.HELD || client.state().isConnected()) {
            return now;
        }
        // The end of the session may be known before it is told.
        return client.state().isAlive() ? Standing.UNCERTAIN : Standing.LOST;
    }

    @Override
    public Registration onLost(Runnable listener) {
        Lost lost = new Lost(listener);
        listeners.add(lost);
        if (standing == Standing.LOST) {
            lost.tell();
        }
        return () -> listeners.remove(lost);
    }

    @Override
    public CompletableFuture<Void> release() {
        if (ends(Standing.RELEASED)) {
            // Whatever it fails of, a session that is over holds nothing.
            Deletion.of(client, path).whenComplete((gone, thrown) -> released.complete(null));
        }
        return released.copy();
    }

    @Override
    public String toString() {
        return path + ", " + standing();
    }

    /// Told once, though it may be added while it is being lost.
    private record Lost(Runnable listener, Once told) {
        Lost(Runnable listener) {
            this(listener, new Once());
        }

        void tell() {
            if (told.take()) {
                try {
                    listener.run();
                } catch (RuntimeException e) {
                    LOG.error("a listener to the loss of something held failed", e);
                }
            }
        }
    }
}
