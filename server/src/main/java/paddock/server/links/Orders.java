package paddock.server.links;

import io.netty.channel.EventLoop;

import org.jctools.queues.SpscUnboundedArrayQueue;

import java.util.concurrent.atomic.AtomicBoolean;

/// What the replica thread wants done, in order, on its way to the event loop: one wake-up for all
/// that gathered since the last.
final class Orders {
    private static final int CHUNK = 1024;

    private final EventLoop loop;
    private final Runnable afterTurn;
    private final SpscUnboundedArrayQueue<Runnable> queue = new SpscUnboundedArrayQueue<>(CHUNK);

    /// Set by the replica thread, cleared by the loop before it looks into the queue.
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /// The replica thread's own.
    private boolean unflushed;

    /// @param afterTurn called on the loop when it has carried out all orders that it found
    Orders(EventLoop loop, Runnable afterTurn) {
        this.loop = loop;
        this.afterTurn = afterTurn;
    }

    /// Replica thread: adds an order; [#flush] sees to it.
    void add(Runnable order) {
        queue.offer(order);
        unflushed = true;
    }

    /// Replica thread: wakes the loop, if there is anything to do.
    void flush() {
        if (unflushed) {
            unflushed = false;
            if (scheduled.compareAndSet(false, true)) {
                loop.execute(this::carryOut);
            }
        }
    }

    private void carryOut() {
        scheduled.set(false);
        for (Runnable order = queue.poll(); order != null; order = queue.poll()) {
            order.run();
        }
        afterTurn.run();
    }
}
