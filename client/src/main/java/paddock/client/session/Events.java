package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.WatcherEvent;

import java.util.Set;

/// What a session tells its listener, and the state that goes with it.
final class Events {
    private final SessionListener listener;
    private final WatchTable watches;
    private final Chroot chroot;
    private final Effects effects;
    private final @Nullable SessionMetrics metrics;

    /// Written by the thread of the session, read by any.
    private volatile SessionState state = SessionState.CONNECTING;

    Events(
            SessionListener listener,
            WatchTable watches,
            Chroot chroot,
            Effects effects,
            @Nullable SessionMetrics metrics) {
        this.listener = listener;
        this.watches = watches;
        this.chroot = chroot;
        this.effects = effects;
        this.metrics = metrics;
    }

    SessionState state() {
        return state;
    }

    void changeState(SessionState next) {
        state = next;
        ofSession(SessionEvent.Kind.STATE_CHANGED);
    }

    void ofSession(SessionEvent.Kind kind) {
        tell(SessionEvent.ofSession(kind, state), watches.all());
    }

    /// The program took watchers away.
    void removed(SessionEvent.Kind kind, String path, Set<Object> watchers) {
        tell(new SessionEvent(kind, state, path, -1), watchers);
    }

    /// A server says that something happened.
    ///
    /// @throws MalformedRecordException when it is nothing that can happen
    void fired(WatcherEvent event, long zxid) {
        SessionEvent.Kind kind =
                switch (event.type()) {
                    case WatcherEvent.NODE_CREATED -> SessionEvent.Kind.NODE_CREATED;
                    case WatcherEvent.NODE_DELETED -> SessionEvent.Kind.NODE_DELETED;
                    case WatcherEvent.NODE_DATA_CHANGED -> SessionEvent.Kind.DATA_CHANGED;
                    case WatcherEvent.NODE_CHILDREN_CHANGED -> SessionEvent.Kind.CHILDREN_CHANGED;
                    default ->
                            throw new MalformedRecordException(
                                    "an event of unknown type " + event.type());
                };
        if (metrics != null) {
            metrics.watchFired();
        }
        String path = chroot.toClient(event.path());
        tell(new SessionEvent(kind, state, path, zxid), watches.fire(kind, path));
    }

    private void tell(SessionEvent event, Set<Object> watchers) {
        effects.deliver(new Told(listener, event, watchers));
    }
}
