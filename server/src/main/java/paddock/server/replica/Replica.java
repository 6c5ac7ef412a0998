package paddock.server.replica;

import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.acl.AclRules;
import paddock.core.database.Applied;
import paddock.core.database.Database;
import paddock.core.prepare.Prepared;
import paddock.core.prepare.Preparer;
import paddock.core.session.LastHeard;
import paddock.core.session.SessionIds;
import paddock.core.session.SessionPasswords;
import paddock.core.session.SessionTable;
import paddock.server.front.Connection;
import paddock.server.front.Front;
import paddock.server.front.FrontLoop;
import paddock.server.front.Stripes;
import paddock.server.front.Submission;
import paddock.server.front.UpdatePort;
import paddock.server.metrics.Metrics;
import paddock.server.metrics.Recorder;
import paddock.server.words.ServerView;
import paddock.storage.folder.DataFolder;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// The replica thread of a server that stands alone: the only writer of the replicated state.
///
/// [#submit] and [#wake] are for event loops; everything else that changes anything happens on the
/// replica's own thread.
public final class Replica implements UpdatePort {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final int CHUNK = 1024;

    private static final int LOG_BUFFER_BYTES = 1 << 20;

    /// How much is prepared before what is durable is answered, and answered under one lock.
    private static final int TURN = 1000;

    private final Database database;
    private final Preparer preparer;
    private final AclRules aclRules;
    private final ReplicaSettings settings;
    private final Stripes stripes;
    private final Journal journal;
    private final SnapshotSchedule snapshots;
    private final SessionTable sessions;
    private final SessionIds sessionIds;
    private final Sweeper sweeper;
    private final Recorder recorder;

    /// Changed by the replica alone, holding its monitor; others hold the monitor to look.
    private final Ledger ledger = new Ledger();

    private final JuteReader reader;
    private final MpscUnboundedArrayQueue<Submission> inbox = new MpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicInteger outstanding = new AtomicInteger();
    private final CompletableFuture<@Nullable RuntimeException> ended = new CompletableFuture<>();
    private final Thread thread;

    /// The connection that holds each session; looked up, never walked.
    private final Map<Long, Connection> bySession = new HashMap<>();

    private List<FrontLoop> loops = List.of();
    private WatchEvents events;
    private long nextExpiryMillis;
    private volatile boolean sleeping;
    private volatile boolean stopping;

    /// A replica of that database, which contains everything the log holds.
    ///
    /// @param snapshotStripe the stripe under which snapshots read
    public static Replica create(
            Database database,
            Preparer preparer,
            AclRules aclRules,
            ReplicaSettings settings,
            DiskSettings disk,
            DataFolder folder,
            SnapshotWriter snapshotWriter,
            Stripes stripes,
            int snapshotStripe,
            Metrics metrics,
            RandomGenerator random) {
        ForceMonitor monitor = new ForceMonitor(metrics.newRecorder(), disk.warnMillis());
        LogSettings logSettings =
                new LogSettings(
                        disk.force(),
                        disk.preallocateBytes(),
                        disk.fileLimitBytes(),
                        LOG_BUFFER_BYTES);
        TxnLog log = new TxnLog(folder.logs(), logSettings, monitor);
        Snapshotter snapshotter =
                new Snapshotter(
                        image -> snapshotWriter.write(image, folder.snapshots(), true),
                        stripes.stripe(snapshotStripe));
        return new Replica(
                database,
                preparer,
                aclRules,
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
                        snapshotter, random, settings.snapCount(), settings.snapSizeLimitBytes()),
                metrics.newRecorder());
    }

    private Replica(
            Database database,
            Preparer preparer,
            AclRules aclRules,
            ReplicaSettings settings,
            Stripes stripes,
            JournalFactory journalFactory,
            SnapshotSchedule snapshots,
            Recorder recorder) {
        this.recorder = recorder;
        this.database = database;
        this.preparer = preparer;
        this.aclRules = aclRules;
        this.settings = settings;
        this.stripes = stripes;
        this.snapshots = snapshots;
        reader = new JuteReader(settings.maxFieldBytes());
        journal = journalFactory.create(database.lastZxid(), this::wake);
        long now = Front.monotonicMillis();
        sessions = new SessionTable(settings.tickMillis());
        database.sessions().forEach(sessions::open);
        sessions.restartClocks(now);
        sessionIds = new SessionIds(settings.serverId(), now);
        events = new WatchEvents(loops, aclRules, recorder);
        sweeper = new Sweeper(database.tree(), settings, now);
        thread = new Thread(this::run, "replica");
    }

    /// Makes the journal, which reports progress to the replica that owns it.
    @FunctionalInterface
    private interface JournalFactory {
        Journal create(long durableZxid, Runnable onProgress);
    }

    /// Starts the threads.
    public void start(List<FrontLoop> frontLoops) {
        loops = List.copyOf(frontLoops);
        events = new WatchEvents(loops, aclRules, recorder);
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
        return sessions;
    }

    /// What clients wait for, oldest first, for the commands.
    public List<ServerView.OutstandingRequest> outstandingRequests() {
        synchronized (ledger) {
            return ledger.outstandingRequests(System.nanoTime());
        }
    }

    // ---- the thread ----

    private void run() {
        RuntimeException failure = null;
        try {
            work();
            journal.stop();
            failure = journal.failure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the replica failed unexpectedly", e);
            failure = e;
        } finally {
            try {
                snapshots.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.complete(failure);
        }
    }

    private void work() {
        long drainUntil = Long.MAX_VALUE;
        while (true) {
            if (journal.failure() != null) {
                return;
            }
            boolean worked = prepareSubmitted();
            worked |= completeDurable();
            worked |= keepTime();
            if (stopping) {
                long now = Front.monotonicMillis();
                if (drainUntil == Long.MAX_VALUE) {
                    drainUntil = now + settings.drainMillis();
                }
                if ((ledger.isEmpty() && inbox.isEmpty()) || now >= drainUntil) {
                    return;
                }
            }
            if (!worked) {
                sleep();
            }
        }
    }

    private void sleep() {
        sleeping = true;
        Wakeups.fence();
        if (inbox.isEmpty()
                && !ledger.isHeadReady(journal.durableZxid())
                && journal.failure() == null
                && !(stopping && ledger.isEmpty())) {
            double due = Math.min((double) nextExpiryMillis, sweeper.dueMillis());
            long millis =
                    Math.clamp((long) due - Front.monotonicMillis(), 1, settings.tickMillis());
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        sleeping = false;
    }

    private boolean prepareSubmitted() {
        boolean logged = false;
        int taken = 0;
        long wallMillis = System.currentTimeMillis();
        synchronized (ledger) {
            while (taken < TURN) {
                Submission submission = inbox.poll();
                if (submission == null) {
                    break;
                }
                taken++;
                logged |= prepare(submission, wallMillis);
            }
        }
        if (logged) {
            journal.wake();
        }
        return taken > 0;
    }

    /// Prepares one submission; says whether something is to be logged.
    private boolean prepare(Submission submission, long wallMillis) {
        return switch (submission) {
            case Submission.Update update -> {
                if (isTooOld(update.receivedNanos())
                        && update.request().opCode() != OpCode.CLOSE_SESSION) {
                    yield refuse(update, ErrorCode.THROTTLED_OP.code());
                }
                long sessionId = update.connection().sessionId();
                yield enter(
                        update,
                        preparer.prepare(
                                sessionId,
                                update.xid(),
                                update.request(),
                                update.who(),
                                wallMillis));
            }
            case Submission.Malformed malformed ->
                    malformed.opCode() == OpCode.MULTI
                            ? enter(
                                    malformed,
                                    preparer.prepareError(
                                            malformed.connection().sessionId(),
                                            malformed.xid(),
                                            malformed.error(),
                                            wallMillis))
                            : refuse(malformed, malformed.error().code());
            case Submission.Open open -> {
                long id = sessionIds.next();
                yield enter(
                        open,
                        preparer.prepareOpenSession(id, open.timeoutMillis(), wallMillis),
                        id);
            }
            case Submission.Resume resume -> refuse(resume, 0);
            case Submission.Query query -> refuse(query, 0);
            case Submission.Gone gone -> refuse(gone, 0);
        };
    }

    private boolean isTooOld(long receivedNanos) {
        int limit = settings.throttledOpMillis();
        return limit > 0
                && System.nanoTime() - receivedNanos > TimeUnit.MILLISECONDS.toNanos(limit);
    }

    private boolean enter(@Nullable Submission origin, Prepared prepared) {
        return enter(origin, prepared, 0);
    }

    private boolean enter(@Nullable Submission origin, Prepared prepared, long sessionId) {
        return switch (prepared) {
            case Prepared.Proposed(var txn) -> {
                ledger.add(new Ledger.Entry(origin, txn, sessionId, 0));
                journal.append(txn);
                snapshots.logged();
                yield true;
            }
            case Prepared.Refused(var err) -> {
                ledger.add(new Ledger.Entry(origin, null, sessionId, err));
                yield false;
            }
        };
    }

    private boolean refuse(Submission origin, int err) {
        ledger.add(new Ledger.Entry(origin, null, 0, err));
        return false;
    }

    private boolean completeDurable() {
        long durable = journal.durableZxid();
        if (!ledger.isHeadReady(durable)) {
            return false;
        }
        int answered = 0;
        stripes.lockAll();
        long nowNanos = System.nanoTime();
        try {
            for (int i = 0; i < TURN && ledger.isHeadReady(durable); i++) {
                Ledger.Entry entry;
                synchronized (ledger) {
                    entry = ledger.remove();
                }
                complete(entry, nowNanos);
                if (entry.origin() != null && !(entry.origin() instanceof Submission.Gone)) {
                    answered++;
                }
            }
            outstanding.addAndGet(-answered);
            preparer.applied(database.lastZxid());
            snapshots.takeIfDue(database, journal);
            for (int i = 0; i < loops.size(); i++) {
                loops.get(i).wakeIfDirty();
            }
        } finally {
            stripes.unlockAll();
        }
        return true;
    }

    private void complete(Ledger.Entry entry, long nowNanos) {
        LoggedTxn logged = entry.txn();
        Applied applied = Applied.DONE;
        if (logged != null) {
            applied = database.applyOwn(logged, events);
            NamespaceWrites.record(recorder, logged.txn());
        }
        long zxid = logged == null ? database.lastZxid() : logged.header().zxid();
        int err = logged == null ? entry.err() : applied.err();
        Submission origin = entry.origin();
        if (origin != null) {
            switch (origin) {
                case Submission.Update update -> {
                    Connection connection = update.connection();
                    if (logged == null) {
                        connection.failed(
                                update.xid(), zxid, err, update.receivedNanos(), nowNanos);
                    } else {
                        connection.updated(update, zxid, logged.txn(), applied, nowNanos);
                    }
                }
                case Submission.Malformed malformed ->
                        malformed
                                .connection()
                                .failed(
                                        malformed.xid(),
                                        zxid,
                                        err,
                                        malformed.receivedNanos(),
                                        nowNanos);
                case Submission.Query query -> query.connection().queried(query, reader, nowNanos);
                case Submission.Open open -> opened(open, entry.sessionId(), nowNanos);
                case Submission.Resume resume -> resume(resume);
                case Submission.Gone gone -> gone(gone);
            }
        }
        closeEnded();
    }

    /// Forgets the session that ended, if one did, once its client got the answer.
    private void closeEnded() {
        long sessionId = events.takeClosedSession();
        if (sessionId != 0) {
            sessions.close(sessionId);
            Connection connection = bySession.remove(sessionId);
            if (connection != null) {
                connection.close();
            }
        }
    }

    // ---- sessions ----

    private void opened(Submission.Open open, long sessionId, long nowNanos) {
        sessions.open(sessionId, open.timeoutMillis());
        sessions.touch(sessionId, Front.monotonicMillis());
        if (open.connection().isOpen()) {
            bySession.put(sessionId, open.connection());
            open.connection().established(sessionId, SessionPasswords.of(sessionId));
            open.connection().opened(database.lastZxid(), nowNanos);
        }
    }

    private void resume(Submission.Resume resume) {
        long sessionId = resume.sessionId();
        Connection before = bySession.remove(sessionId);
        if (before != null && before != resume.connection()) {
            // Even a wrong password ends the old connection (client protocol reference, section
            // 3.4).
            before.close();
        }
        boolean welcome =
                SessionPasswords.matches(sessionId, resume.password())
                        && preparer.isAlive(sessionId)
                        && sessions.setTimeout(
                                sessionId, resume.timeoutMillis(), Front.monotonicMillis());
        if (!welcome) {
            resume.connection().refused();
        } else if (resume.connection().isOpen()) {
            bySession.put(sessionId, resume.connection());
            resume.connection().established(sessionId, SessionPasswords.of(sessionId));
        }
    }

    private void gone(Submission.Gone gone) {
        long sessionId = gone.connection().sessionId();
        if (bySession.remove(sessionId, gone.connection())) {
            sessions.touch(sessionId, gone.lastHeardMillis());
        }
    }

    private long lastHeardMillis(long sessionId) {
        Connection connection = bySession.get(sessionId);
        return connection == null ? LastHeard.NEVER : connection.lastHeardMillis();
    }

    private boolean keepTime() {
        long now = Front.monotonicMillis();
        long before = preparer.lastPreparedZxid();
        synchronized (ledger) {
            if (now >= nextExpiryMillis) {
                nextExpiryMillis = now - now % settings.tickMillis() + settings.tickMillis();
                sessions.expire(now, this::lastHeardMillis, this::expire);
            }
            long wallMillis = System.currentTimeMillis();
            String due;
            while ((due = sweeper.next(now, wallMillis)) != null) {
                enter(null, preparer.prepareSweep(due, wallMillis));
            }
        }
        if (preparer.lastPreparedZxid() == before) {
            return false;
        }
        journal.wake();
        return true;
    }

    private void expire(long sessionId) {
        LOG.info(
                "expiring session 0x{}: not heard of for more than {} ms",
                Long.toHexString(sessionId),
                sessions.timeoutMillis(sessionId).orElse(0));
        enter(null, preparer.prepareExpiry(sessionId, System.currentTimeMillis()));
    }
}
