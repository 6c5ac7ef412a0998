package paddock.server.front;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The lock between those who read the shared state and the one who changes it.
///
/// Every reader has a stripe of its own, so readers never meet; the writer takes all of them, in
/// order, once for a whole batch of changes.
public final class Stripes {
    private final List<ReentrantLock> stripes;

    /// A lock for that many readers.
    public Stripes(int readers) {
        stripes = IntStream.range(0, readers).mapToObj(i -> new ReentrantLock()).toList();
    }

    /// The stripe of one reader.
    public ReentrantLock stripe(int reader) {
        return stripes.get(reader);
    }

    /// Waits until no reader reads, and keeps them out.
    public void lockAll() {
        for (int i = 0; i < stripes.size(); i++) {
            stripes.get(i).lock();
        }
    }

    /// Lets the readers in again.
    public void unlockAll() {
        for (int i = stripes.size() - 1; i >= 0; i--) {
            stripes.get(i).unlock();
        }
    }

    /// Does something while nobody else reads or writes. The caller holds no stripe.
    public <T> T exclusively(Supplier<T> action) {
        lockAll();
        try {
            return action.get();
        } finally {
            unlockAll();
        }
    }
}
