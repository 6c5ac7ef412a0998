package paddock.client;

import paddock.client.session.ClientSession;
import paddock.client.session.WatchKind;

/// A subscription to the changes of a znode, or of a znode and all below it; goes on until it is
/// closed or the session is over. Any thread may use it.
public final class Watch implements AutoCloseable {
    private final Watches watches;
    private final ClientSession session;
    private final WatchKind kind;
    private final String path;
    private final WatchListener listener;
    private final Watcher watcher = new Standing();

    /// Written by whoever closes it, read by the thread that tells events.
    private volatile boolean closed;

    Watch(
            Watches watches,
            ClientSession session,
            WatchKind kind,
            String path,
            WatchListener listener) {
        this.watches = watches;
        this.session = session;
        this.kind = kind;
        this.path = path;
        this.listener = listener;
    }

    /// The znode.
    public String path() {
        return path;
    }

    /// Whether everything below the znode is watched, too.
    public boolean isRecursive() {
        return kind == WatchKind.PERSISTENT_RECURSIVE;
    }

    /// Whether it was closed.
    public boolean isClosed() {
        return closed;
    }

    /// Tells nothing any more; an event that is being told at this moment is the last. Does not
    /// wait for the server.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watches.closed(this);
        }
    }

    ClientSession session() {
        return session;
    }

    WatchKind kind() {
        return kind;
    }

    /// What stands for it in the session's table.
    Watcher watcher() {
        return watcher;
    }

    private final class Standing implements Watcher {
        @Override
        public boolean lasts() {
            return true;
        }

        @Override
        public String watchedPath() {
            return path;
        }

        @Override
        public void tell(WatchEvent event) {
            if (!closed) {
                listener.happened(event);
            }
        }
    }

    @Override
    public String toString() {
        return "Watch[" + path + (isRecursive() ? ", recursive" : "") + "]";
    }
}
