package paddock.server.links;

import io.netty.channel.EventLoop;

import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

import paddock.zab.peer.PeerEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What happened at the links, in order, on its way to the replica thread.
///
/// The queue has no end, but it has a mark: while more than that waits in it, links are not read,
/// so that a peer can be slowed down by a replica that does not keep up.
final class Events {
    private static final int CHUNK = 1024;

    private final EventLoop loop;
    private final Runnable wake;
    private final long highBytes;
    private final SpscUnboundedArrayQueue<Entry> queue = new SpscUnboundedArrayQueue<>(CHUNK);

    /// The loop's own.
    private final List<Runnable> paused = new ArrayList<>();

    /// The loop's own: bytes ever put in.
    private long putBytes;

    private boolean unannounced;

    /// Written by the replica thread, read by the loop: bytes ever taken out.
    private volatile long takenBytes;

    /// Set by the loop, cleared by whoever lets it read on.
    private volatile boolean waiting;

    /// A link, as the replica thread sees it.
    ///
    /// Only that thread looks at it, so that nothing more is heard of a link from the moment on at
    /// which the thread gave it up, whatever waits in the queue.
    static final class Source {
        private boolean abandoned;

        void abandon() {
            abandoned = true;
        }

        boolean isAbandoned() {
            return abandoned;
        }
    }

    private record Entry(@Nullable Source source, PeerEvent event, int bytes) {}

    /// @param wake called on the loop when there is something to take
    Events(EventLoop loop, Runnable wake, long highBytes) {
        this.loop = loop;
        this.wake = wake;
        this.highBytes = highBytes;
    }

    // ---- on the loop ----

    /// Adds an event; [#announce] makes sure that it will be seen.
    ///
    /// @param source the link it happened at, if that can be given up
    /// @param bytes what it takes in memory, about
    void put(@Nullable Source source, PeerEvent event, int bytes) {
        putBytes += bytes;
        queue.offer(new Entry(source, event, bytes));
        unannounced = true;
    }

    /// Wakes the replica thread if it has not been told of everything.
    void announce() {
        if (unannounced) {
            unannounced = false;
            wake.run();
        }
    }

    /// Whether links should not be read; `resume` is called when they should again.
    boolean mustWait(Runnable resume) {
        if (putBytes - takenBytes <= highBytes) {
            return false;
        }
        paused.add(resume);
        waiting = true;
        // The thread may have taken everything before it could see that somebody waits.
        if (putBytes - takenBytes <= highBytes / 2) {
            loop.execute(this::resume);
        }
        return true;
    }

    private void resume() {
        waiting = false;
        List<Runnable> all = List.copyOf(paused);
        paused.clear();
        all.forEach(Runnable::run);
    }

    // ---- on the replica thread ----

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /// Takes all that is there, in order, and leaves out what happened at links given up.
    void drain(Consumer<PeerEvent> out) {
        long bytes = takenBytes;
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            bytes += entry.bytes;
            takenBytes = bytes;
            if (entry.source == null || !entry.source.isAbandoned()) {
                out.accept(entry.event);
            }
        }
        if (waiting) {
            loop.execute(this::resume);
        }
    }
}
