package paddock.simulator.network;

/// Takes links that others make.
@FunctionalInterface
public interface Acceptor {
    /// Somebody connected; the listener's [LinkListener#up] is called next.
    LinkListener accept(long from);
}
