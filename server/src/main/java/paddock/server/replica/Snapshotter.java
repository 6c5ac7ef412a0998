package paddock.server.replica;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.database.DatabaseImage;
import paddock.storage.StorageException;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Writes snapshots on a thread of its own, one at a time.
///
/// It reads the image under a stripe of its own, a piece at a time, so that the replica never waits
/// for longer than one piece.
final class Snapshotter {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);

    private final Store store;
    private final ReentrantLock stripe;
    private final ExecutorService executor;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();

    /// Where snapshots go.
    @FunctionalInterface
    interface Store {
        /// Writes one. Throws [StorageException] when it could not be written, and leaves nothing
        /// behind then.
        void write(DatabaseImage image);
    }

    Snapshotter(Store store, ReentrantLock stripe) {
        this.store = store;
        this.stripe = stripe;
        executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "snapshot"));
    }

    /// Whether a snapshot is being written.
    boolean isBusy() {
        return busy.get();
    }

    /// How many snapshots could not be written.
    long failures() {
        return failures.get();
    }

    /// Writes an image, and closes it. Only while not [#isBusy].
    void start(DatabaseImage image) {
        busy.set(true);
        executor.execute(
                () -> {
                    try {
                        write(new GuardedImage(image, stripe));
                    } finally {
                        busy.set(false);
                    }
                });
    }

    /// Writes an image when the one before is written, and closes it.
    void save(DatabaseImage image, Consumer<@Nullable StorageException> done) {
        executor.execute(() -> done.accept(write(new GuardedImage(image, stripe))));
    }

    /// Returns when everything given before is written.
    void awaitIdle() {
        try {
            executor.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a snapshot was being written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Waits for the snapshot being written, if any.
    void stop() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.warn("a snapshot is still being written after a minute: leaving it unfinished");
            executor.shutdownNow();
        }
    }

    private @Nullable StorageException write(GuardedImage image) {
        long start = System.nanoTime();
        try (image) {
            store.write(image);
            LOG.info(
                    "wrote snapshot at zxid 0x{} in {} ms",
                    Long.toHexString(image.zxid()),
                    (System.nanoTime() - start) / 1_000_000);
            return null;
        } catch (StorageException e) {
            failures.incrementAndGet();
            // The log still has everything, so this is no reason to stop.
            LOG.error(
                    "snapshot at zxid 0x{} failed, the next attempt follows with the next one due:"
                            + " {}",
                    Long.toHexString(image.zxid()),
                    e.getMessage());
            return e;
        }
    }

    /// An image that is read under the snapshotter's stripe.
    private record GuardedImage(DatabaseImage image, ReentrantLock stripe)
            implements DatabaseImage {
        @Override
        public long zxid() {
            return image.zxid();
        }

        @Override
        public long treeDigest() {
            return image.treeDigest();
        }

        @Override
        public SortedMap<Long, Integer> sessions() {
            return image.sessions();
        }

        @Override
        public SortedMap<Long, List<Acl>> acls() {
            return image.acls();
        }

        @Override
        public boolean writeNodes(JuteWriter out, int maxBytes) {
            stripe.lock();
            try {
                return image.writeNodes(out, maxBytes);
            } finally {
                stripe.unlock();
            }
        }

        @Override
        public void close() {
            stripe.lock();
            try {
                image.close();
            } finally {
                stripe.unlock();
            }
        }
    }
}
