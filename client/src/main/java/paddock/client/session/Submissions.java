package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Where requests go over from the threads of the program to that of the session.
final class Submissions {
    /// Places for requests under way; null for any number.
    private final @Nullable Semaphore places;

    /// Whether anybody wants to know when requests were submitted.
    private final boolean stamps;

    /// What was submitted and not yet taken up, newest first. Whoever finds it empty has the
    /// session woken.
    private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();

    Submissions(SessionSettings settings) {
        places = settings.maxOutstanding() > 0 ? new Semaphore(settings.maxOutstanding()) : null;
        stamps = settings.requestTimeoutMillis() > 0 || settings.metrics() != null;
    }

    /// Waits for a place where there is a bound. Any thread but the session's.
    void takePlace(Pending pending) {
        if (places != null && !isOfWatches(pending.request)) {
            places.acquireUninterruptibly();
            pending.takesPlace = true;
        }
    }

    /// These are few, and whoever sends them may hold a lock.
    private static boolean isOfWatches(Request request) {
        return request instanceof Request.AddWatch || request instanceof Request.Watches;
    }

    void placeFreed() {
        if (places != null) {
            places.release();
        }
    }

    /// Hands over a request, and says whether the session has to be woken for it. Any thread.
    boolean push(Pending pending) {
        if (stamps) {
            pending.submittedNanos = System.nanoTime();
        }
        Pending before;
        do {
            before = newest.get();
            pending.next = before;
        } while (!newest.compareAndSet(before, pending));
        return before == null;
    }

    /// Takes up everything, oldest first. The session's thread.
    void drain(Consumer<Pending> to) {
        Pending oldest = null;
        Pending taken = newest.getAndSet(null);
        while (taken != null) {
            Pending before = (Pending) taken.next;
            taken.next = oldest;
            oldest = taken;
            taken = before;
        }
        while (oldest != null) {
            Pending after = (Pending) oldest.next;
            oldest.next = null;
            to.accept(oldest);
            oldest = after;
        }
    }
}
