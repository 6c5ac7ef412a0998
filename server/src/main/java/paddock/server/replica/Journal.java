package paddock.server.replica;

import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.storage.StorageException;
import paddock.storage.log.TxnLog;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.jute.JuteWriter;
import paddock.wire.txn.LoggedTxn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Writes transactions to the log on a thread of its own, and forces as many at once as came in
/// during the force before.
///
/// The replica alone appends; it hears of progress through `onProgress`, called on the journal's
/// thread.
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int CHUNK = 1024;
    private static final int KEEP_BYTES = 1 << 20;

    private final TxnLog log;
    private final int maxBatch;
    private final long flushDelayNanos;
    private final Runnable onProgress;

    /// A [LoggedTxn], an [EncodedTxn] or a [Pause]; wrapping each would cost an object a
    /// transaction.
    private final SpscUnboundedArrayQueue<Object> queue = new SpscUnboundedArrayQueue<>(CHUNK);

    private final Thread thread;

    /// Written by the journal, read by the replica.
    private volatile long durableZxid;

    private volatile @Nullable RuntimeException failure;
    private volatile long appendedBytes;
    private volatile boolean waiting;
    private volatile boolean rollWanted;
    private volatile boolean stopping;
    private volatile boolean ended;

    /// A journal on that log.
    ///
    /// @param maxBatch how many transactions are forced together at most
    /// @param flushDelayNanos how long a transaction may wait for others; usually not at all
    Journal(TxnLog log, long durableZxid, int maxBatch, long flushDelayNanos, Runnable onProgress) {
        this.log = log;
        this.durableZxid = durableZxid;
        this.maxBatch = maxBatch;
        this.flushDelayNanos = flushDelayNanos;
        this.onProgress = onProgress;
        thread = new Thread(this::run, "journal");
    }

    /// Something to be done while no file is open.
    private record Pause(Runnable action, CompletableFuture<@Nullable Void> done) {}

    void start() {
        thread.start();
    }

    /// Adds a transaction to what is to be written; [#wake] makes sure that it will be.
    void append(LoggedTxn txn) {
        queue.offer(txn);
    }

    /// As the other, for one that has been encoded.
    public void append(EncodedTxn txn) {
        queue.offer(txn);
    }

    /// Makes durable what was appended, closes the file, and lets the log be changed by others;
    /// waits until that is done.
    ///
    /// @param lastZxid the last transaction in the log afterwards: the next ones come after it
    /// @throws StorageException when the log failed, or what `action` throws
    public void pause(Runnable action, LongSupplier lastZxid) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        queue.offer(
                new Pause(
                        () -> {
                            action.run();
                            long last = lastZxid.getAsLong();
                            log.continueAfter(last);
                            durableZxid = last;
                        },
                        done));
        wake();
        if (ended) {
            refuse(done);
        }
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    public void wake() {
        Wakeups.fence();
        if (waiting) {
            LockSupport.unpark(thread);
        }
    }

    /// The next transaction begins a new file.
    void roll() {
        rollWanted = true;
    }

    /// Everything up to this zxid survives a crash.
    public long durableZxid() {
        return durableZxid;
    }

    /// Bytes appended since the start.
    long appendedBytes() {
        return appendedBytes;
    }

    /// Why the journal stopped, or null while it works.
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /// Writes what is still there, and ends.
    void stop() throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    private void run() {
        try {
            work();
        } catch (StorageException e) {
            failure = e;
        } catch (RuntimeException e) {
            LOG.error("the journal failed unexpectedly", e);
            failure = e;
        } finally {
            closeLog();
            ended = true;
            refusePauses();
            onProgress.run();
        }
    }

    /// Nobody must wait for a journal that has ended.
    private void refusePauses() {
        for (Object left = queue.poll(); left != null; left = queue.poll()) {
            if (left instanceof Pause pause) {
                refuse(pause.done);
            }
        }
    }

    private void refuse(CompletableFuture<@Nullable Void> done) {
        RuntimeException cause = failure;
        done.completeExceptionally(
                cause == null ? new IllegalStateException("the journal has ended") : cause);
    }

    private void closeLog() {
        try {
            log.close();
        } catch (StorageException e) {
            LOG.warn("the log could not be closed: {}", e.getMessage());
        }
    }

    private void work() {
        JuteWriter writer = new JuteWriter(4096);
        int unforced = 0;
        long firstUnforcedNanos = 0;
        long lastZxid = durableZxid;
        while (true) {
            Object next = queue.poll();
            if (next instanceof Pause pause) {
                pause(pause);
                unforced = 0;
                lastZxid = durableZxid;
                continue;
            }
            if (next != null) {
                if (unforced++ == 0) {
                    firstUnforcedNanos = System.nanoTime();
                }
                if (rollWanted) {
                    rollWanted = false;
                    log.roll();
                }
                lastZxid = append(next, writer);
                if (unforced < maxBatch) {
                    continue;
                }
            }
            if (unforced > 0) {
                long waitNanos =
                        unforced < maxBatch
                                ? firstUnforcedNanos + flushDelayNanos - System.nanoTime()
                                : 0;
                if (flushDelayNanos > 0 && waitNanos > 0 && !stopping) {
                    await(waitNanos);
                    continue;
                }
                log.force();
                unforced = 0;
                durableZxid = lastZxid;
                onProgress.run();
            } else if (stopping) {
                return;
            } else {
                await(0);
            }
            if (writer.capacity() > KEEP_BYTES) {
                writer = new JuteWriter(4096);
            }
        }
    }

    private void pause(Pause pause) {
        try {
            log.roll();
            pause.action.run();
            pause.done.complete(null);
        } catch (RuntimeException e) {
            pause.done.completeExceptionally(e);
        }
    }

    private long append(Object next, JuteWriter writer) {
        long zxid;
        int length;
        if (next instanceof EncodedTxn encoded) {
            zxid = encoded.zxid();
            length = encoded.bytes().length;
            log.append(zxid, encoded.bytes(), 0, length);
        } else {
            LoggedTxn txn = (LoggedTxn) next;
            writer.clear();
            txn.write(writer);
            zxid = txn.header().zxid();
            length = writer.size();
            log.append(zxid, writer.array(), 0, length);
        }
        // Only this thread writes it.
        long sum = appendedBytes + length;
        appendedBytes = sum;
        return zxid;
    }

    private void await(long nanos) {
        waiting = true;
        Wakeups.fence();
        if (queue.isEmpty() && !stopping) {
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            } else {
                LockSupport.park(this);
            }
        }
        waiting = false;
    }
}
