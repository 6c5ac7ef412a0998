package paddock.simulator.network;

/// Hears what happens to one end of a link. Nothing is heard after [#down], or after the end was
/// closed from here.
public interface LinkListener {
    /// The link works; messages can be sent.
    void up(Link link);

    /// The other end said something.
    void received(Link link, Object message);

    /// The link broke, was closed by the other end, or could not be made.
    void down(Link link, String reason);
}
