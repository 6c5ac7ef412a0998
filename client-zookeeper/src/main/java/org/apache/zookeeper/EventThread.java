package org.apache.zookeeper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// Runs the callbacks and watchers of one client, one at a time and in order, on a thread that has
/// nothing else to do: a callback that waits holds up its own client only.
///
/// The thread ends when there is nothing left to tell after the session is over; should something
/// come later, such as the refusal of a call, another one is started for it.
final class EventThread implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(EventThread.class);
    private static final String SUFFIX = "-EventThread";

    private final String name;

    /// The rest is guarded by this.
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private Thread thread;
    private boolean over;
    private boolean busy;

    /// A thread that is named after the one that makes the client.
    EventThread() {
        name = Thread.currentThread().getName().replace(SUFFIX, "") + SUFFIX;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
        if (thread == null) {
            thread = new Thread(this::run, name);
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    /// There will be no more to tell, or hardly any.
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /// Waits until everything is told.
    ///
    /// @return whether it is
    synchronized boolean awaitIdle(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while ((busy || !tasks.isEmpty()) && !Thread.currentThread().equals(thread)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private void run() {
        Runnable task;
        while ((task = next()) != null) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a callback or watcher failed", e);
            }
        }
    }

    private synchronized Runnable next() {
        busy = false;
        notifyAll();
        while (tasks.isEmpty()) {
            if (over) {
                thread = null;
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Meant for a callback that is over by now; the thread goes on.
                LOG.debug("interrupted while there was nothing to tell", e);
            }
        }
        busy = true;
        return tasks.poll();
    }
}
