package paddock.client;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.session.ClientSession;
import paddock.client.session.SessionEvent;
import paddock.client.session.SessionListener;
import paddock.client.session.SessionState;
import paddock.client.session.WatchChange;
import paddock.client.session.WatchKind;
import paddock.wire.protocol.Request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who listens: hears what happens to the session, and tells watches and listeners to its state.
final class Watches implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final List<StateListener> stateListeners = new CopyOnWriteArrayList<>();

    /// How many watches there are of a kind on a path. Guarded by itself, which is held while a
    /// request is submitted that begins or ends watching there, so that the server hears of them in
    /// the order in which they are counted here.
    private final Map<Place, Integer> open = new HashMap<>();

    /// Completed when the session is connected for the first time, or over.
    private final CompletableFuture<SessionState> firstState = new CompletableFuture<>();

    /// Of the thread that tells events.
    private boolean hasBeenConnected;

    private record Place(WatchKind kind, String path) {}

    CompletableFuture<SessionState> firstState() {
        return firstState;
    }

    Registration addStateListener(StateListener listener) {
        stateListeners.add(listener);
        return () -> stateListeners.remove(listener);
    }

    // ---- beginning and ending ----

    /// Begins to watch. The future has the watch once the server knows it.
    Call<Watch> watch(
            Calls calls, boolean direct, WatchKind kind, String path, WatchListener listener) {
        Watch watch = new Watch(this, calls.session(), kind, path, listener);
        Call.Plan<Watch> plan = Plans.addWatch(watch);
        Call<Watch> call;
        synchronized (open) {
            open.merge(new Place(kind, path), 1, Integer::sum);
            call = calls.begin(direct, plan);
        }
        call.whenComplete(
                (done, failure) -> {
                    if (failure instanceof CancellationException) {
                        // Nobody waits for it any more, but the server may come to know it.
                        watch.close();
                    } else if (failure != null) {
                        synchronized (open) {
                            leave(watch);
                        }
                    }
                });
        return call;
    }

    void closed(Watch watch) {
        ClientSession session = watch.session();
        synchronized (open) {
            if (leave(watch)) {
                int type =
                        watch.isRecursive()
                                ? Request.Watches.PERSISTENT_RECURSIVE
                                : Request.Watches.PERSISTENT;
                session.submit(
                        new Request.Watches(watch.path(), type, true),
                        new WatchChange.Remove(
                                Set.of(watch.kind()), watch.path(), watch.watcher(), true),
                        (xid, zxid, error, none) -> {});
            } else {
                session.forget(watch.kind(), watch.path(), watch.watcher());
            }
        }
    }

    /// Counts one less, and says whether it was the last.
    private boolean leave(Watch watch) {
        return open.computeIfPresent(
                        new Place(watch.kind(), watch.path()),
                        (place, count) -> count == 1 ? null : count - 1)
                == null;
    }

    // ---- telling ----

    @Override
    public void happened(SessionEvent event, Set<Object> watchers) {
        if (event.kind() == SessionEvent.Kind.STATE_CHANGED) {
            stateChanged(event.state(), watchers);
            return;
        }
        WatchEvent.Kind kind = kindOf(event.kind());
        String path = event.path();
        if (kind != null && path != null) {
            WatchEvent told = new WatchEvent(kind, path, event.state(), event.zxid());
            for (Object each : watchers) {
                tell((Watcher) each, told);
            }
        }
    }

    private void stateChanged(SessionState state, Set<Object> watchers) {
        for (StateListener each : stateListeners) {
            try {
                each.changed(state);
            } catch (RuntimeException e) {
                LOG.error("a listener to the state of a client failed", e);
            }
        }
        if (state.isConnected()) {
            if (hasBeenConnected) {
                tellOfState(WatchEvent.Kind.RESUMED, state, watchers);
            }
            hasBeenConnected = true;
            firstState.complete(state);
        } else if (!state.isAlive()) {
            tellOfState(WatchEvent.Kind.ENDED, state, watchers);
            firstState.complete(state);
        }
    }

    private static void tellOfState(
            WatchEvent.Kind kind, SessionState state, Set<Object> watchers) {
        for (Object each : watchers) {
            Watcher watcher = (Watcher) each;
            // One that looks once is told by the server of what it has missed.
            if (watcher.lasts() || kind == WatchEvent.Kind.ENDED) {
                tell(watcher, new WatchEvent(kind, watcher.watchedPath(), state, -1));
            }
        }
    }

    private static void tell(Watcher watcher, WatchEvent event) {
        try {
            watcher.tell(event);
        } catch (RuntimeException e) {
            LOG.error("a listener of a watch on {} failed", watcher.watchedPath(), e);
        }
    }

    private static WatchEvent.@Nullable Kind kindOf(SessionEvent.Kind kind) {
        return switch (kind) {
            case NODE_CREATED -> WatchEvent.Kind.CREATED;
            case NODE_DELETED -> WatchEvent.Kind.DELETED;
            case DATA_CHANGED -> WatchEvent.Kind.DATA_CHANGED;
            case CHILDREN_CHANGED -> WatchEvent.Kind.CHILDREN_CHANGED;
            // The program itself closed the watch, or it is not about watches.
            case DATA_WATCH_REMOVED,
                    CHILD_WATCH_REMOVED,
                    PERSISTENT_WATCH_REMOVED,
                    STATE_CHANGED,
                    SASL_AUTHENTICATED,
                    NO_SASL_LOGIN ->
                    null;
        };
    }
}
