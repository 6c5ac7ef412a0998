package paddock.bench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where a run stands. Written by the thread that started the run, read by every [LoadThread] once
/// a turn of its loop.
final class LoadControl {
    enum Phase {
        WARMING,
        MEASURING,
        /// The window is over; an open loop still waits for what was due in it.
        CLOSED,
        OVER
    }

    private volatile Phase phase = Phase.WARMING;
    private final CountDownLatch connecting;

    LoadControl(int threads) {
        connecting = new CountDownLatch(threads);
    }

    /// A thread has all its connections; told by that thread.
    void connected() {
        connecting.countDown();
    }

    /// Waits until all threads have all their connections.
    ///
    /// @return false when they did not within so many milliseconds
    boolean awaitConnected(long millis) throws InterruptedException {
        return connecting.await(millis, TimeUnit.MILLISECONDS);
    }

    Phase phase() {
        return phase;
    }

    void open() {
        phase = Phase.MEASURING;
    }

    void close() {
        phase = Phase.CLOSED;
    }

    /// Ends the run whatever is still due.
    void abort() {
        phase = Phase.OVER;
    }
}
