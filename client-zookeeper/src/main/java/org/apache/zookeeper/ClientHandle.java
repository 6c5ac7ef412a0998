package org.apache.zookeeper;

import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.session.ClientSession;
import paddock.client.session.Outcome;
import paddock.client.session.ServerSource;
import paddock.client.session.SessionEvent;
import paddock.client.session.SessionSettings;
import paddock.client.session.SessionState;
import paddock.client.session.WatchChange;
import paddock.client.session.WatchKind;
import paddock.client.session.WatchTable;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/// A session of the engine, and the thread that tells its events to watchers.
final class ClientHandle {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHandle.class);

    private final EventThread eventThread = new EventThread();
    private final ClientSession session;

    /// Written by whoever registers one, read by any thread.
    private volatile Watcher defaultWatcher;

    /// Written by a test that says so, read by any thread.
    private volatile boolean expiryInjected;

    /// Used on the event thread only: a state is not told twice in a row.
    private KeeperState lastTold = KeeperState.Disconnected;

    /// @param sessionId 0 for a new session
    @SuppressWarnings("this-escape")
    ClientHandle(
            String chroot,
            HostProvider hosts,
            int sessionTimeoutMillis,
            Watcher defaultWatcher,
            boolean readOnlyAllowed,
            ZKClientConfig config,
            long sessionId,
            byte[] password)
            throws IOException {
        this.defaultWatcher = defaultWatcher;
        SessionSettings.Builder settings =
                SessionSettings.builder()
                        .servers(source(hosts))
                        .chroot(chroot)
                        .sessionTimeout(Duration.ofMillis(Math.max(sessionTimeoutMillis, 1)))
                        .maxReplyBytes(
                                config.getInt(
                                        ZKClientConfig.JUTE_MAXBUFFER,
                                        ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT))
                        .readOnlyAllowed(readOnlyAllowed)
                        .resetsWatches(!config.getBoolean(ZKClientConfig.DISABLE_AUTO_WATCH_RESET))
                        .deliveries(eventThread);
        if (sessionId != 0) {
            settings.resume(sessionId, password);
        }
        Security.apply(config, settings);
        session = ClientSession.open(settings.build(), this::happened);
    }

    private ServerSource source(HostProvider hosts) {
        return new ServerSource() {
            @Override
            public InetSocketAddress next() throws IOException {
                InetSocketAddress next = hosts.next(0);
                if (next.isUnresolved()) {
                    throw new IOException("no address of " + next.getHostString());
                }
                return next;
            }

            @Override
            public int size() {
                return hosts.size();
            }

            @Override
            public void connected() {
                hosts.onConnected();
            }
        };
    }

    ClientSession session() {
        return session;
    }

    void setDefaultWatcher(Watcher watcher) {
        defaultWatcher = watcher;
    }

    /// @throws IllegalStateException when there is none
    Watcher requireDefaultWatcher() {
        Watcher watcher = defaultWatcher;
        if (watcher == null) {
            throw new IllegalStateException("Default watcher is required, but it is null.");
        }
        return watcher;
    }

    void submit(Request request, WatchChange watch, Outcome outcome) {
        if (expiryInjected) {
            int code = KeeperException.Code.SESSIONEXPIRED.intValue();
            if (outcome.direct()) {
                outcome.done(0, -1, code, null);
            } else {
                eventThread.execute(() -> outcome.done(0, -1, code, null));
            }
            return;
        }
        session.submit(request, watch, outcome);
    }

    /// Has the event thread run something.
    void tell(Runnable task) {
        eventThread.execute(task);
    }

    ZooKeeper.States state() {
        if (expiryInjected) {
            return ZooKeeper.States.CLOSED;
        }
        return switch (session.state()) {
            case CONNECTING -> ZooKeeper.States.CONNECTING;
            case CONNECTED -> ZooKeeper.States.CONNECTED;
            case CONNECTED_READ_ONLY -> ZooKeeper.States.CONNECTEDREADONLY;
            case AUTH_FAILED -> ZooKeeper.States.AUTH_FAILED;
            case EXPIRED, CLOSED -> ZooKeeper.States.CLOSED;
        };
    }

    /// Closes the session, where it is not over, and waits until the ensemble has answered.
    void close() throws InterruptedException {
        if (state().isAlive()) {
            SyncCall call = new SyncCall();
            session.close(call);
            call.await(0);
        }
    }

    /// Waits until everything is told.
    boolean awaitIdle(long millis) throws InterruptedException {
        return eventThread.awaitIdle(millis);
    }

    private void happened(SessionEvent event, Set<Object> watchers) {
        switch (event.kind()) {
            case STATE_CHANGED -> stateChanged(event.state(), watchers);
            case SASL_AUTHENTICATED -> tellAll(KeeperState.SaslAuthenticated, watchers);
            case NO_SASL_LOGIN -> tellAll(KeeperState.AuthFailed, watchers);
            default ->
                    tell(
                            new WatchedEvent(
                                    type(event.kind()),
                                    KeeperState.SyncConnected,
                                    event.path(),
                                    event.zxid()),
                            watchers);
        }
    }

    private void stateChanged(SessionState state, Set<Object> watchers) {
        if (!expiryInjected) {
            tellAll(keeperState(state), watchers);
        }
        if (!state.isAlive()) {
            eventThread.end();
        }
    }

    private static KeeperState keeperState(SessionState state) {
        return switch (state) {
            case CONNECTING -> KeeperState.Disconnected;
            case CONNECTED -> KeeperState.SyncConnected;
            case CONNECTED_READ_ONLY -> KeeperState.ConnectedReadOnly;
            case AUTH_FAILED -> KeeperState.AuthFailed;
            case EXPIRED -> KeeperState.Expired;
            case CLOSED -> KeeperState.Closed;
        };
    }

    private static EventType type(SessionEvent.Kind kind) {
        return switch (kind) {
            case NODE_CREATED -> EventType.NodeCreated;
            case NODE_DELETED -> EventType.NodeDeleted;
            case DATA_CHANGED -> EventType.NodeDataChanged;
            case CHILDREN_CHANGED -> EventType.NodeChildrenChanged;
            case DATA_WATCH_REMOVED -> EventType.DataWatchRemoved;
            case CHILD_WATCH_REMOVED -> EventType.ChildWatchRemoved;
            case PERSISTENT_WATCH_REMOVED -> EventType.PersistentWatchRemoved;
            case STATE_CHANGED, SASL_AUTHENTICATED, NO_SASL_LOGIN -> EventType.None;
        };
    }

    private void tellAll(KeeperState state, Set<Object> watchers) {
        if (state == lastTold) {
            return;
        }
        lastTold = state;
        Set<Object> all = new LinkedHashSet<>();
        Watcher watcher = defaultWatcher;
        if (watcher != null) {
            all.add(watcher);
        }
        all.addAll(watchers);
        tell(new WatchedEvent(EventType.None, state, null), all);
    }

    private static void tell(WatchedEvent event, Set<Object> watchers) {
        for (Object each : watchers) {
            try {
                ((Watcher) each).process(event);
            } catch (RuntimeException | Error e) {
                LOG.error("a watcher failed at {}", event, e);
            }
        }
    }

    /// Has an event told as if a server had sent it.
    void inject(WatchedEvent event) {
        WatchTable table = session.watches();
        if (event.getType() == EventType.None) {
            Set<Object> all = table.all();
            eventThread.execute(() -> tellAll(event.getState(), all));
            return;
        }
        Set<Object> concerned = new LinkedHashSet<>();
        boolean children = event.getType() == EventType.NodeChildrenChanged;
        boolean end = event.getType() == EventType.NodeDeleted;
        if (!children) {
            concerned.addAll(table.watchers(WatchKind.DATA, event.getPath()));
            concerned.addAll(table.watchers(WatchKind.EXISTS, event.getPath()));
        }
        if (children || end) {
            concerned.addAll(table.watchers(WatchKind.CHILDREN, event.getPath()));
        }
        concerned.addAll(table.watchers(WatchKind.PERSISTENT, event.getPath()));
        eventThread.execute(() -> tell(event, concerned));
    }

    /// Behaves from now on as if the session had expired, and forgets it.
    void injectExpiry() {
        expiryInjected = true;
        Set<Object> all = session.watches().all();
        eventThread.execute(() -> tellAll(KeeperState.Expired, all));
        session.abandon();
    }
}
