package paddock.bench.load;

import java.io.IOException;

/// A client that works until it is told to stop, whatever servers do meanwhile.
public interface Client extends Runnable, AutoCloseable {
    /// Tells it to end after what it has under way.
    void stop();

    @Override
    void close() throws IOException;
}
