package paddock.server.replica;

import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.storage.StorageException;
import paddock.storage.log.LogIndex;
import paddock.storage.log.TxnLog;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.ScratchWriter;
import paddock.wire.txn.LoggedTxn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Writes transactions to the log on a thread of its own, and forces as many at once as came in
/// during the force before.
///
/// The replica alone appends; it hears of progress through `onProgress`, called on the journal's
/// thread. Where little is under way the replica writes [by itself][#tryWriteHere]: handing a
/// single transaction to another thread and back costs more than writing it.
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int CHUNK = 1024;
    private static final int SMALL_BYTES = 4096;
    private static final int KEEP_BYTES = 1 << 20;

    /// A force that takes longer is slow, and so long after one nobody but the journal's thread is
    /// to wait for the next.
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CAUTION_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TxnLog log;
    private final int maxBatch;
    private final long flushDelayNanos;
    private final Runnable onProgress;

    /// A [LoggedTxn], an [EncodedTxn] or a [Pause]; wrapping each would cost an object a
    /// transaction.
    private final SpscUnboundedArrayQueue<Object> queue = new SpscUnboundedArrayQueue<>(CHUNK);

    private final Thread thread;

    /// The replica's alone.
    private long lastAppendedZxid;

    /// Held by whoever takes from the queue and writes to the log.
    private final ReentrantLock writing = new ReentrantLock();

    /// Guarded by `writing`.
    private final ScratchWriter scratch = new ScratchWriter(SMALL_BYTES, KEEP_BYTES);

    /// Guarded by `writing`: transactions that were written and not forced.
    private int unforced;

    /// Guarded by `writing`: when the first of those was written.
    private long firstUnforcedNanos;

    /// Guarded by `writing`: the last one written.
    private long lastZxid;

    /// Guarded by `writing`: until when the disk counts as slow.
    private long cautiousUntilNanos = System.nanoTime();

    /// Written by whoever holds `writing`, read by the replica.
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
        this.lastZxid = durableZxid;
        this.lastAppendedZxid = durableZxid;
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
        lastAppendedZxid = txn.header().zxid();
        queue.offer(txn);
    }

    /// As the other, for one that has been encoded.
    public void append(EncodedTxn txn) {
        lastAppendedZxid = txn.zxid();
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
            lastAppendedZxid = durableZxid;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Makes durable what was appended, on the caller's thread, which is the one that appends; or
    /// leaves it to the journal's thread where that is at work, or where a force was slow lately:
    /// whoever the caller serves would wait for the next one like it.
    ///
    /// @return whether everything appended is durable now
    boolean tryWriteHere() {
        if (flushDelayNanos > 0 || !writing.tryLock()) {
            return false;
        }
        try {
            if (failure != null || ended || isCautious()) {
                return false;
            }
            while (step()) {
                // There is more.
            }
            return true;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        } finally {
            writing.unlock();
        }
    }

    /// Makes sure that what was appended will be written.
    public void wake() {
        Wakeups.fence();
        if (waiting) {
            LockSupport.unpark(thread);
        }
    }

    /// The next transaction that is written begins a new file.
    void roll() {
        rollWanted = true;
    }

    /// The last transaction that was given to this journal, for the replica's thread.
    long lastAppendedZxid() {
        return lastAppendedZxid;
    }

    /// Where in the log transactions are that this journal wrote.
    public LogIndex index() {
        return log.index();
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
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            closeLog();
            ended = true;
            refusePauses();
            onProgress.run();
        }
    }

    private void failed(RuntimeException e) {
        if (failure == null) {
            if (!(e instanceof StorageException)) {
                LOG.error("the journal failed unexpectedly", e);
            }
            failure = e;
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
        while (failure == null) {
            long before = durableZxid;
            boolean worked;
            long delayNanos;
            writing.lock();
            try {
                worked = step();
                delayNanos = unforced > 0 ? delayNanos() : 0;
            } finally {
                writing.unlock();
            }
            if (durableZxid != before) {
                onProgress.run();
            }
            if (delayNanos > 0) {
                await(delayNanos);
            } else if (!worked) {
                if (stopping) {
                    return;
                }
                await(0);
            }
        }
    }

    /// Writes what has been appended, up to a batch, and forces it unless that is to wait for more;
    /// the caller holds the lock.
    ///
    /// @return whether there was anything to do
    private boolean step() {
        boolean worked = unforced > 0;
        while (unforced < maxBatch) {
            Object next = queue.poll();
            if (next == null) {
                break;
            }
            worked = true;
            if (next instanceof Pause pause) {
                pause(pause);
                return true;
            }
            write(next);
        }
        if (unforced > 0 && delayNanos() <= 0) {
            long start = System.nanoTime();
            log.force();
            noteForce(start, System.nanoTime());
            unforced = 0;
            durableZxid = lastZxid;
        }
        return worked;
    }

    private void noteForce(long startNanos, long endNanos) {
        if (endNanos - startNanos > SLOW_NANOS) {
            cautiousUntilNanos = endNanos + CAUTION_NANOS;
        }
    }

    private boolean isCautious() {
        return System.nanoTime() - cautiousUntilNanos < 0;
    }

    /// How long the force of what was written is still to wait for more.
    private long delayNanos() {
        return flushDelayNanos == 0 || stopping || unforced >= maxBatch
                ? 0
                : firstUnforcedNanos + flushDelayNanos - System.nanoTime();
    }

    private void pause(Pause pause) {
        try {
            log.roll();
            pause.action.run();
            pause.done.complete(null);
        } catch (RuntimeException e) {
            pause.done.completeExceptionally(e);
        }
        unforced = 0;
        lastZxid = durableZxid;
    }

    private void write(Object next) {
        if (unforced++ == 0 && flushDelayNanos > 0) {
            firstUnforcedNanos = System.nanoTime();
        }
        if (rollWanted) {
            rollWanted = false;
            log.roll();
        }
        int length;
        if (next instanceof EncodedTxn encoded) {
            length = encoded.bytes().length;
            log.append(encoded.zxid(), encoded.bytes(), 0, length);
            lastZxid = encoded.zxid();
        } else {
            LoggedTxn txn = (LoggedTxn) next;
            JuteWriter writer = scratch.cleared();
            txn.write(writer);
            length = writer.size();
            log.append(txn.header().zxid(), writer.array(), 0, length);
            lastZxid = txn.header().zxid();
        }
        // Only who holds the lock writes it.
        long sum = appendedBytes + length;
        appendedBytes = sum;
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
