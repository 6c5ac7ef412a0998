package paddock.server.replica;

import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.storage.StorageException;
import paddock.storage.log.TxnLog;
import paddock.wire.jute.JuteWriter;
import paddock.wire.txn.LoggedTxn;

import java.util.concurrent.locks.LockSupport;

/// Writes transactions to the log on a thread of its own, and forces as many at once as came in
/// during the force before.
///
/// The replica alone appends; it hears of progress through `onProgress`, called on the journal's
/// thread.
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int CHUNK = 1024;
    private static final int KEEP_BYTES = 1 << 20;

    private final TxnLog log;
    private final int maxBatch;
    private final long flushDelayNanos;
    private final Runnable onProgress;
    private final SpscUnboundedArrayQueue<LoggedTxn> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final Thread thread;

    /// Written by the journal, read by the replica.
    private volatile long durableZxid;

    private volatile @Nullable RuntimeException failure;
    private volatile long appendedBytes;
    private volatile boolean waiting;
    private volatile boolean rollWanted;
    private volatile boolean stopping;

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

    void start() {
        thread.start();
    }

    /// Adds a transaction to what is to be written; [#wake] makes sure that it will be.
    void append(LoggedTxn txn) {
        queue.offer(txn);
    }

    void wake() {
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
    long durableZxid() {
        return durableZxid;
    }

    /// Bytes appended since the start.
    long appendedBytes() {
        return appendedBytes;
    }

    /// Why the journal stopped, or null while it works.
    @Nullable RuntimeException failure() {
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
            onProgress.run();
        }
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
            LoggedTxn txn = queue.poll();
            if (txn != null) {
                if (unforced++ == 0) {
                    firstUnforcedNanos = System.nanoTime();
                }
                if (rollWanted) {
                    rollWanted = false;
                    log.roll();
                }
                lastZxid = append(txn, writer);
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

    private long append(LoggedTxn txn, JuteWriter writer) {
        writer.clear();
        txn.write(writer);
        long zxid = txn.header().zxid();
        log.append(zxid, writer.array(), 0, writer.size());
        // Only this thread writes it.
        long sum = appendedBytes + writer.size();
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
