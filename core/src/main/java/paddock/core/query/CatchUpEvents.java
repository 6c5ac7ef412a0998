package paddock.core.query;

/// Takes the events that a client missed while it was away. They are sent before the reply.
@FunctionalInterface
public interface CatchUpEvents {
    /// One event: a type of `WatcherEvent`, and the path.
    void event(int type, String path);
}
