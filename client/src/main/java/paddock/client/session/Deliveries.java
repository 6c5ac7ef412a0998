package paddock.client.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Tells outcomes and events of one session, one after the other, on whatever the executor offers.
///
/// The session's thread collects them and hands over all that came together at once.
final class Deliveries implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Executor executor;

    /// Of the session's thread alone.
    private final Chain<Delivery> collected = new Chain<>();

    /// Guarded by this.
    private final Chain<Delivery> handedOver = new Chain<>();

    private boolean busy;

    Deliveries(Executor executor) {
        this.executor = executor;
    }

    void add(Delivery delivery) {
        collected.add(delivery);
    }

    /// Hands over what was collected. For the session's thread.
    void flush() {
        if (collected.isEmpty()) {
            return;
        }
        boolean start;
        synchronized (this) {
            handedOver.addAll(collected);
            start = !busy;
            busy = true;
        }
        if (start) {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                // Nobody would ever hear of it: a shut down executor must not leave a thread
                // waiting for good.
                LOG.warn("the executor for deliveries refuses work, telling outcomes here", e);
                run();
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            Delivery next;
            synchronized (this) {
                next = handedOver.takeAll();
                if (next == null) {
                    busy = false;
                    return;
                }
            }
            while (next != null) {
                // Read first: telling may be the end of it.
                Delivery after = next.next;
                next.next = null;
                tell(next);
                next = after;
            }
        }
    }

    private static void tell(Delivery delivery) {
        try {
            delivery.tell();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener or an outcome of a session failed", e);
        }
    }
}
