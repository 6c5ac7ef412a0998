package paddock.server.replica;

import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.acl.AclRules;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.session.SessionTable;
import paddock.replica.ForcedEnd;
import paddock.replica.Log;
import paddock.replica.Replica;
import paddock.replica.ReplicaListener;
import paddock.replica.Submission;
import paddock.server.front.Front;
import paddock.server.front.FrontLoop;
import paddock.server.front.Stripes;
import paddock.server.front.UpdatePort;
import paddock.server.metrics.LastOperation;
import paddock.server.metrics.Metrics;
import paddock.server.metrics.Recorder;
import paddock.server.words.ServerView;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The thread of a [Replica], which changes the replicated state.
///
/// [#submit], [#wake] and [#wakeOrWork] are for event loops. Everything that changes anything
/// happens on the replica's own thread, or, while that sleeps, on the thread of an event loop that
/// carries out a lone update; whoever it is holds `turn`.
public final class ReplicaThread implements UpdatePort {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaThread.class);
    private static final int CHUNK = 1024;

    private static final int LOG_BUFFER_BYTES = 1 << 20;

    /// How much is prepared before what is durable is answered, and answered under one lock.
    private static final int TURN = 1000;

    /// So few transactions are written on this thread. More are worth a thread of their own, which
    /// writes while this one prepares the next.
    private static final int FEW = 16;

    private final Database database;
    private final HostSettings settings;
    private final Stripes stripes;
    private final Journal journal;
    private final SnapshotSchedule snapshots;
    private final WatchEvents events;
    private final Recorder recorder;

    /// Held by whoever changes the replica, and by others to look.
    private final Object looking = new Object();

    /// Held by whoever drives the replica: its thread, except while that sleeps.
    private final ReentrantLock turn = new ReentrantLock();

    private final Replica replica;
    private final MpscUnboundedArrayQueue<Submission> inbox = new MpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicInteger outstanding = new AtomicInteger();
    private final CompletableFuture<@Nullable RuntimeException> ended = new CompletableFuture<>();
    private final Thread thread;
    private final int longestSleepMillis;
    private final Suspensions suspensions;

    private List<FrontLoop> loops = List.of();
    private Companion companion = Companion.NONE;
    private int logged;

    /// What a thread that drove the replica failed with.
    private volatile @Nullable RuntimeException failure;

    private volatile boolean sleeping;
    private volatile boolean stopping;

    /// Until when what is under way may be finished, once it was said that this is to stop.
    private long drainUntilMillis = Long.MAX_VALUE;

    /// A replica of that database, which contains everything the log holds.
    ///
    /// @param replayed how much of the log no snapshot has yet, in transactions
    /// @param snapshotStripe the stripe under which snapshots read
    public static ReplicaThread create(
            Database database,
            long replayed,
            AclRules aclRules,
            int tickMillis,
            HostSettings settings,
            DiskSettings disk,
            DataFolder folder,
            SnapshotWriter snapshotWriter,
            Stripes stripes,
            int snapshotStripe,
            Metrics metrics,
            RandomGenerator random,
            Maker maker) {
        ForceMonitor monitor = new ForceMonitor(metrics.newRecorder(), disk.warnMillis());
        LogSettings logSettings =
                new LogSettings(
                        disk.force(),
                        disk.preallocateBytes(),
                        disk.fileLimitBytes(),
                        LOG_BUFFER_BYTES,
                        disk.direct());
        TxnLog log = new TxnLog(folder.logs(), logSettings, monitor);
        Snapshotter snapshotter =
                new Snapshotter(
                        image -> snapshotWriter.write(image, folder.snapshots(), true),
                        stripes.stripe(snapshotStripe));
        return new ReplicaThread(
                database,
                aclRules,
                tickMillis,
                settings,
                stripes,
                (durable, onProgress) ->
                        new Journal(
                                log,
                                durable,
                                disk.maxBatch(),
                                TimeUnit.MILLISECONDS.toNanos(disk.flushDelayMillis()),
                                onProgress),
                new SnapshotSchedule(
                        snapshotter,
                        new SnapshotDue(
                                settings.snapCount(),
                                settings.snapSizeLimitBytes(),
                                random,
                                database.tree().nodeCount(),
                                replayed)),
                metrics.newRecorder(),
                maker);
    }

    private ReplicaThread(
            Database database,
            AclRules aclRules,
            int tickMillis,
            HostSettings settings,
            Stripes stripes,
            JournalFactory journalFactory,
            SnapshotSchedule snapshots,
            Recorder recorder,
            Maker maker) {
        this.recorder = recorder;
        this.database = database;
        this.settings = settings;
        this.stripes = stripes;
        this.snapshots = snapshots;
        // A client pings when a third of its timeout, of at least two ticks, has passed in silence.
        // This much more, and half of it that no suspension is told from, still leave it a while.
        longestSleepMillis = Math.max(1, tickMillis / 2);
        suspensions = new Suspensions(longestSleepMillis, System.nanoTime());
        journal = journalFactory.create(database.lastZxid(), this::wake);
        events = new WatchEvents(aclRules, recorder);
        replica = maker.make(new JournalLog(), events, new Told());
        thread = new Thread(this::run, "replica");
    }

    /// Makes the replica that the thread drives.
    @FunctionalInterface
    public interface Maker {
        /// @param log of a server that stands alone
        /// @param watches hears of changes
        /// @param listener hears of what the replica does
        Replica make(Log log, ChangeListener watches, ReplicaListener listener);
    }

    /// Makes the journal, which reports progress to the replica that owns it.
    @FunctionalInterface
    private interface JournalFactory {
        Journal create(long durableZxid, Runnable onProgress);
    }

    /// The replica; for its own thread once that runs.
    public Replica replica() {
        return replica;
    }

    /// The log's writer.
    public Journal journal() {
        return journal;
    }

    /// The writer of snapshots.
    public SnapshotSchedule snapshots() {
        return snapshots;
    }

    /// Drives a companion as well; before [#start].
    public void accompany(Companion other) {
        companion = other;
    }

    /// A transaction was given to the journal, which this turn will wake.
    public void logged() {
        snapshots.logged();
        logged++;
    }

    /// Does something on this thread while nobody reads the database, and has sent what it gave
    /// connections to send.
    public void exclusively(Runnable action) {
        stripes.lockAll();
        try {
            action.run();
            for (int i = 0; i < loops.size(); i++) {
                loops.get(i).wakeIfDirty();
            }
        } finally {
            stripes.unlockAll();
        }
    }

    /// Has the whole server stand still for as long as that takes: nothing is read, written,
    /// answered or told to other servers, and no session expires.
    public void standStill(Runnable meanwhile) {
        turn.lock();
        try {
            exclusively(meanwhile);
        } finally {
            turn.unlock();
        }
    }

    /// Ends a session as if its time were over, for the tests of those who use a server; see
    /// [Replica#end]. Any thread but the replica's.
    public ForcedEnd end(long sessionId) {
        ForcedEnd end;
        turn.lock();
        try {
            tellTime();
            synchronized (looking) {
                end = replica.end(sessionId);
            }
            flush();
        } finally {
            turn.unlock();
        }
        LockSupport.unpark(thread);
        return end;
    }

    /// Looks at what only the replica's thread changes, while it does not.
    public <T> T look(Supplier<T> what) {
        synchronized (looking) {
            return what.get();
        }
    }

    /// Starts the threads.
    public void start(List<FrontLoop> frontLoops) {
        loops = List.copyOf(frontLoops);
        events.attach(loops);
        journal.start();
        thread.start();
    }

    @Override
    public void submit(Submission submission) {
        if (!(submission instanceof Submission.Gone)) {
            outstanding.incrementAndGet();
        }
        inbox.offer(submission);
    }

    @Override
    public void wake() {
        Wakeups.fence();
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void wakeOrWork() {
        Wakeups.fence();
        if (sleeping && !tryWorkHere()) {
            LockSupport.unpark(thread);
        }
    }

    /// Carries out the only submission there is, on the thread of who made it: waking this one, and
    /// being woken by it, costs more than the work does.
    ///
    /// @return whether nothing is left to do
    private boolean tryWorkHere() {
        if (outstanding.get() != 1 || !companion.mayWaitForDisk() || !turn.tryLock()) {
            return false;
        }
        try {
            if (stopping || failure() != null) {
                return false;
            }
            takeSubmitted();
            completeReady();
            return inbox.isEmpty() && !replica.isReady() && failure() == null;
        } catch (RuntimeException e) {
            fail(e);
            return false;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int outstanding() {
        return outstanding.get();
    }

    /// Completes when the replica has ended: with null after [#stop], else with the failure.
    public CompletableFuture<@Nullable RuntimeException> ended() {
        return ended;
    }

    /// Answers what is under way, makes it durable, and ends.
    public void stop() throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    /// Sessions with their deadlines, for the commands. The caller holds all stripes.
    public SessionTable sessions() {
        return replica.sessions();
    }

    /// Those that only this server knows, for the commands. The caller holds all stripes.
    public SessionTable localSessions() {
        return replica.localSessions();
    }

    /// What clients wait for, oldest first, for the commands.
    public List<ServerView.OutstandingRequest> outstandingRequests() {
        long nowNanos = System.nanoTime();
        List<ServerView.OutstandingRequest> requests = new ArrayList<>();
        synchronized (looking) {
            replica.forEachUpdate(update -> requests.add(shown(update, nowNanos)));
        }
        return requests;
    }

    private static ServerView.OutstandingRequest shown(Submission.Update update, long nowNanos) {
        return new ServerView.OutstandingRequest(
                update.connection().sessionId(),
                update.xid(),
                LastOperation.of(update.request().opCode()),
                pathOf(update.request()),
                (nowNanos - update.receivedNanos()) / 1_000_000);
    }

    private static String pathOf(Request request) {
        return switch (request) {
            case Request.Create create -> String.valueOf(create.path());
            case Request.Delete delete -> String.valueOf(delete.path());
            case Request.SetData set -> set.path();
            case Request.SetAcl set -> set.path();
            default -> "";
        };
    }

    // ---- the thread ----

    private void run() {
        try {
            work();
            journal.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            try {
                snapshots.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.complete(failure());
        }
    }

    private void fail(RuntimeException e) {
        LOG.error("the replica failed unexpectedly", e);
        failure = e;
    }

    /// Why this can go on no longer, or null.
    private @Nullable RuntimeException failure() {
        RuntimeException own = failure;
        return own == null ? journal.failure() : own;
    }

    private void work() {
        boolean over = false;
        while (!over) {
            boolean worked;
            turn.lock();
            try {
                worked = workOnce();
                over = isOver();
            } finally {
                turn.unlock();
            }
            if (!worked && !over) {
                sleep();
            }
        }
    }

    private boolean workOnce() {
        boolean worked = takeSubmitted();
        worked |= accompany();
        worked |= completeReady();
        worked |= keepTime();
        flush();
        return worked;
    }

    /// Whether the replica has failed, or was stopped and has answered what it could.
    private boolean isOver() {
        if (failure() != null) {
            return true;
        }
        if (!stopping) {
            return false;
        }
        long now = Front.monotonicMillis();
        if (drainUntilMillis == Long.MAX_VALUE) {
            drainUntilMillis = now + settings.drainMillis();
        }
        boolean over =
                (companion.isGone(now) && replica.isIdle() && inbox.isEmpty())
                        || now >= drainUntilMillis;
        flush();
        return over;
    }

    private void sleep() {
        sleeping = true;
        Wakeups.fence();
        long millis;
        turn.lock();
        try {
            millis = isIdle() ? idleMillis() : 0;
        } finally {
            turn.unlock();
        }
        if (millis > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        sleeping = false;
    }

    private boolean isIdle() {
        return inbox.isEmpty()
                && !replica.isReady()
                && !companion.hasWork()
                && failure() == null
                && !(stopping && replica.isIdle());
    }

    /// How long there is nothing to do unless somebody wakes this thread.
    private long idleMillis() {
        long due = Math.min(replica.deadlineMillis(), companion.deadlineMillis());
        return Math.clamp(due - Front.monotonicMillis(), 1, longestSleepMillis);
    }

    private boolean takeSubmitted() {
        int taken = 0;
        tellTime();
        synchronized (looking) {
            while (taken < TURN) {
                Submission submission = inbox.poll();
                if (submission == null) {
                    break;
                }
                taken++;
                replica.submit(submission);
            }
        }
        wakeJournal();
        return taken > 0;
    }

    private boolean accompany() {
        tellTime();
        synchronized (looking) {
            boolean worked = companion.work(Front.monotonicMillis());
            replica.settle();
            return worked;
        }
    }

    private void flush() {
        wakeJournal();
        companion.flush();
    }

    private boolean completeReady() {
        if (!replica.isReady()) {
            return false;
        }
        stripes.lockAll();
        try {
            tellTime();
            synchronized (looking) {
                outstanding.addAndGet(-replica.completeReady(TURN));
            }
            snapshots.takeIfDue(database, journal);
            for (int i = 0; i < loops.size(); i++) {
                loops.get(i).wakeIfDirty();
            }
        } finally {
            stripes.unlockAll();
        }
        return true;
    }

    private boolean keepTime() {
        tellTime();
        boolean worked;
        synchronized (looking) {
            worked = replica.keepTime();
        }
        wakeJournal();
        return worked;
    }

    private void tellTime() {
        long nowNanos = System.nanoTime();
        replica.at(nowNanos, System.currentTimeMillis());
        long suspendedMillis = suspensions.endedAt(nowNanos);
        if (suspendedMillis > 0) {
            replica.wasSuspended(suspendedMillis);
        }
    }

    /// Has what this turn logged written: here, where it is little and nobody waits behind it.
    ///
    /// A member's own thread has others to hear: it never waits for a disk.
    private void wakeJournal() {
        if (logged == 0) {
            return;
        }
        boolean little = logged <= FEW && inbox.isEmpty() && companion.mayWaitForDisk();
        logged = 0;
        if (!(little && journal.tryWriteHere())) {
            journal.wake();
        }
    }

    /// Where transactions go.
    private final class JournalLog implements Log {
        @Override
        public void append(LoggedTxn txn) {
            journal.append(txn);
            logged();
        }

        @Override
        public long durableZxid() {
            return journal.durableZxid();
        }
    }

    /// What is measured and told the operator.
    private final class Told implements ReplicaListener {
        @Override
        public void applied(LoggedTxn txn) {
            NamespaceWrites.record(recorder, txn.txn());
        }

        @Override
        public void expiring(long sessionId, int timeoutMillis) {
            LOG.info(
                    "expiring session 0x{}: not heard of for more than {} ms",
                    Long.toHexString(sessionId),
                    timeoutMillis);
        }

        @Override
        public void reconfigRefused(ErrorCode error, String reason) {
            LOG.warn("a change of membership is refused ({}): {}", error, reason);
        }
    }
}
