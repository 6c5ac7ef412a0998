package paddock.client.session;

import java.util.Set;

/// Hears what happens to a session, on its executor for deliveries, one event at a time.
@FunctionalInterface
public interface SessionListener {
    /// Something happened.
    ///
    /// @param event what
    /// @param watchers whom it concerns: the watchers that were registered for the znode, or all of
    ///   the session's watchers when the session changed. The set belongs to the receiver.
    void happened(SessionEvent event, Set<Object> watchers);
}
