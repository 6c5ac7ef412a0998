package org.apache.zookeeper;

import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.proto.WatcherEvent;

/// What a [Watcher] hears: what happened, to which znode, and how the session stood then.
public class WatchedEvent {
    /// In place of a zxid that is not known.
    public static final long NO_ZXID = -1;

    private final EventType type;
    private final KeeperState state;
    private final String path;
    private final long zxid;

    public WatchedEvent(EventType eventType, KeeperState keeperState, String path, long zxid) {
        this.type = eventType;
        this.state = keeperState;
        this.path = path;
        this.zxid = zxid;
    }

    public WatchedEvent(EventType eventType, KeeperState keeperState, String path) {
        this(eventType, keeperState, path, NO_ZXID);
    }

    /// An event as a server sends it.
    ///
    /// @throws RuntimeException when its numbers are not known
    public WatchedEvent(WatcherEvent eventMessage, long zxid) {
        this(
                EventType.fromInt(eventMessage.getType()),
                KeeperState.fromInt(eventMessage.getState()),
                eventMessage.getPath(),
                zxid);
    }

    public KeeperState getState() {
        return state;
    }

    public EventType getType() {
        return type;
    }

    /// The znode; null when the event is about the session.
    public String getPath() {
        return path;
    }

    /// The transaction that changed the znode; [#NO_ZXID] where the event is about the session, or
    /// the change came while the client was not connected.
    public long getZxid() {
        return zxid;
    }

    @Override
    public String toString() {
        return "WatchedEvent state:" + state + " type:" + type + " path:" + path + " zxid: " + zxid;
    }

    /// The event as a server sends it.
    public WatcherEvent getWrapper() {
        return new WatcherEvent(type.getIntValue(), state.getIntValue(), path);
    }
}
