package paddock.client.recipe;

import paddock.client.Registration;

import java.util.concurrent.CompletableFuture;

/// Something that a session holds and others wait for: a lock, a permit, the lead. Any thread may
/// use it; it belongs to no thread.
///
/// It is held until it is given back, the session ends, or somebody deletes its znode.
public interface Grant extends AutoCloseable {
    /// A number that is greater for each later holder: the zxid of the znode that stands for it.
    /// Whatever the holder writes to can refuse a number smaller than one it has seen, and so shut
    /// out a holder that has not noticed yet that it is none any more.
    long fencingToken();

    /// How it stands now, as far as this side can know.
    Standing standing();

    /// Whether it is certainly held, a moment ago at least.
    default boolean isHeld() {
        return standing() == Standing.HELD;
    }

    /// Has somebody told when it is lost, or at once where it is: not when it is given back. Told
    /// in order with everything else the client tells.
    ///
    /// @return takes it away again
    Registration onLost(Runnable listener);

    /// Gives it back. Does nothing where that was done, or it is lost.
    ///
    /// @return completes when others can have it. It is seen to across lost connections as long as
    ///   the session lives; when that ends, it has been given back anyway
    CompletableFuture<Void> release();

    /// As [#release], without waiting for it.
    @Override
    default void close() {
        // Nothing can fail but a session that is over.
        release();
    }
}
