package paddock.client;

/// Hears what a watch tells, one event at a time, in the order of the server. It may wait and use
/// the client; meanwhile this client tells nothing else.
@FunctionalInterface
public interface WatchListener {
    /// Something happened.
    void happened(WatchEvent event);
}
