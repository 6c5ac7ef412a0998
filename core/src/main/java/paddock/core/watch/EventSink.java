package paddock.core.watch;

import paddock.wire.protocol.WatcherEvent;

/// Takes the events of a change. It must not touch the table that is firing.
///
/// @param <W> whoever watches
@FunctionalInterface
public interface EventSink<W> {
    /// Takes one event.
    ///
    /// @param eventType one of the types of [WatcherEvent]; the znode whose ACL decides about the
    ///   event is the one at `path`
    /// @param path the znode that changed, which is not always the one that is watched
    void deliver(W watcher, int eventType, String path);
}
