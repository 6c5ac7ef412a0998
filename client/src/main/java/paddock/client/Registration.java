package paddock.client;

/// A listener that was added.
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /// Takes the listener away: it is told nothing any more.
    @Override
    void close();
}
