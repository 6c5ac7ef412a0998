package paddock.client.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The requests of a session: those that wait, those that are under way, and how one becomes the
/// other and gets its outcome.
///
/// Answers come in the order of the requests; whatever contradicts that ends the connection.
final class Traffic {
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    /// So much is handed to the network at once, so that it has something to do early.
    private static final int BATCH_BYTES = 64 << 10;

    private final Chroot chroot;
    private final WatchTable watches;
    private final Effects effects;
    private final Events events;
    private final @Nullable SessionMetrics metrics;
    private final long timeoutNanos;
    private final int maxRequestBytes;

    private final Chain<Pending> unsent = new Chain<>();
    private final Chain<Pending> underWay = new Chain<>();

    /// Goes on across connections: within a session no two requests have the same one, until they
    /// wrap.
    private int nextXid = 1;

    private long lastZxid;

    /// When the event that is being handled happened.
    private long now;

    Traffic(
            SessionSettings settings,
            Chroot chroot,
            WatchTable watches,
            Effects effects,
            Events events) {
        this.chroot = chroot;
        this.watches = watches;
        this.effects = effects;
        this.events = events;
        this.metrics = settings.metrics();
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(settings.requestTimeoutMillis());
        this.maxRequestBytes = settings.maxRequestBytes();
    }

    void itIs(long nanos) {
        now = nanos;
    }

    long lastZxid() {
        return lastZxid;
    }

    boolean nothingUnderWay() {
        return underWay.isEmpty();
    }

    /// Whether the next answer is to the end of the session.
    boolean nextIsTheEnd() {
        Pending head = underWay.peek();
        return head != null && head.request instanceof Request.CloseSession;
    }

    void add(Pending pending) {
        if (canTimeOut(pending)) {
            effects.wakeBy(pending.submittedNanos + timeoutNanos);
        }
        unsent.add(pending);
    }

    /// Sends what waits, as far as the connection takes it, and says whether that was anything.
    boolean pump() {
        boolean sent = false;
        JuteWriter out = effects.out();
        while (effects.isWritable()) {
            Pending next = unsent.poll();
            if (next == null) {
                return sent;
            }
            if (encode(next, out)) {
                sent = true;
                if (out.size() >= BATCH_BYTES) {
                    effects.flush();
                }
            }
        }
        return sent;
    }

    private boolean encode(Pending pending, JuteWriter out) {
        int start = out.size();
        int xid = nextXid;
        try {
            Request request = chroot.toServer(pending.request);
            writeFrame(out, xid, request);
        } catch (RuntimeException e) {
            // A field that must not be null, or a list with a null in it.
            LOG.debug("request {} cannot be written", pending.request, e);
            out.truncate(start);
            finish(pending, -1, ErrorCode.MARSHALLING_ERROR.code(), null);
            return false;
        }
        int bytes = out.size() - start - 4;
        if (maxRequestBytes > 0 && bytes > maxRequestBytes) {
            out.truncate(start);
            finish(pending, -1, Outcome.REQUEST_TOO_LONG, null);
            return false;
        }
        pending.xid = xid;
        nextXid = xid == Integer.MAX_VALUE ? 1 : xid + 1;
        underWay.add(pending);
        if (metrics != null) {
            metrics.sent(pending.request.opCode(), bytes);
        }
        return true;
    }

    /// Writes a request with its header and length.
    static void writeFrame(JuteWriter out, int xid, Request request) {
        int start = out.size();
        out.writeInt(0);
        out.writeInt(xid);
        out.writeInt(request.opCode());
        request.write(out);
        out.setInt(start, out.size() - start - 4);
    }

    /// Takes an answer, and says to what; null where nothing has this number, which means that the
    /// connection is of no use any more.
    ///
    /// @param in at the body
    @Nullable Pending answered(int xid, long zxid, int error, JuteReader in) {
        Pending head = take(xid, zxid);
        if (head == null) {
            return null;
        }
        Response response = null;
        int code = error;
        if (error == 0) {
            try {
                response = Replies.read(head.request, in);
            } catch (MalformedRecordException e) {
                LOG.warn("the answer to {} is malformed: {}", head.request, e.getMessage());
                code = ErrorCode.MARSHALLING_ERROR.code();
            }
            response = chroot.toClient(head.request, response);
        }
        applyWatch(head, error);
        if (!head.decided) {
            finish(head, zxid, code, response);
        }
        return head;
    }

    /// Takes the head of an answer whose body was too long to be read.
    @Nullable Pending answeredTooLong(int xid, long zxid, int error) {
        Pending head = take(xid, zxid);
        if (head == null) {
            return null;
        }
        applyWatch(head, error);
        if (!head.decided) {
            finish(head, zxid, Outcome.REPLY_TOO_LONG, null);
        }
        return head;
    }

    private @Nullable Pending take(int xid, long zxid) {
        Pending head = underWay.peek();
        if (head == null || head.xid != xid) {
            LOG.warn(
                    "an answer to request {} came where {} was expected",
                    xid,
                    head == null ? "none" : head.xid);
            return null;
        }
        underWay.poll();
        if (zxid > 0) {
            lastZxid = zxid;
        }
        return head;
    }

    private void applyWatch(Pending pending, int error) {
        WatchChange change = pending.watch;
        if (change instanceof WatchChange.Register register) {
            if (register.kind() == WatchKind.EXISTS) {
                if (error == 0) {
                    watches.register(WatchKind.DATA, register.path(), register.watcher());
                } else if (error == ErrorCode.NO_NODE.code()) {
                    watches.register(WatchKind.EXISTS, register.path(), register.watcher());
                }
            } else if (error == 0) {
                watches.register(register.kind(), register.path(), register.watcher());
            }
        } else if (change instanceof WatchChange.Remove remove
                && (error == 0 || remove.evenIfFailed())) {
            remove(remove);
        }
    }

    private void remove(WatchChange.Remove remove) {
        for (WatchKind kind : WatchKind.values()) {
            if (!remove.kinds().contains(kind)) {
                continue;
            }
            Set<Object> gone = watches.remove(kind, remove.path(), remove.watcher());
            if (!gone.isEmpty()) {
                events.removed(
                        switch (kind) {
                            case DATA, EXISTS -> SessionEvent.Kind.DATA_WATCH_REMOVED;
                            case CHILDREN -> SessionEvent.Kind.CHILD_WATCH_REMOVED;
                            case PERSISTENT, PERSISTENT_RECURSIVE ->
                                    SessionEvent.Kind.PERSISTENT_WATCH_REMOVED;
                        },
                        remove.path(),
                        gone);
            }
        }
    }

    /// What was sent will not be answered.
    void failUnderWay(int code) {
        Pending pending;
        while ((pending = underWay.poll()) != null) {
            if (!pending.decided) {
                fail(pending, code);
            }
        }
    }

    /// What waits will not be sent.
    void failUnsent(int code) {
        Pending pending;
        while ((pending = unsent.poll()) != null) {
            fail(pending, code);
        }
    }

    /// Ends a request without an answer.
    void fail(Pending pending, int code) {
        if (pending.watch instanceof WatchChange.Remove remove && remove.evenIfFailed()) {
            remove(remove);
        }
        finish(pending, -1, code, null);
    }

    /// Ends what has taken too long.
    void expire() {
        if (timeoutNanos == 0) {
            return;
        }
        int code = ErrorCode.REQUEST_TIMEOUT.code();
        // What is under way is older than what waits. It stays in its place, for its answer, which
        // may come yet.
        Pending pending = underWay.peek();
        while (pending != null && isTimedOut(pending)) {
            if (!pending.decided) {
                finish(pending, -1, code, null, true);
            }
            pending = underWay.after(pending);
        }
        if (pending == null) {
            pending = unsent.peek();
            while (pending != null && isTimedOut(pending)) {
                unsent.poll();
                fail(pending, code);
                pending = unsent.peek();
            }
        }
        if (pending != null && canTimeOut(pending)) {
            effects.wakeBy(pending.submittedNanos + timeoutNanos);
        }
    }

    /// The last request of a session is given up with the connection only.
    private boolean canTimeOut(Pending pending) {
        return timeoutNanos > 0 && !(pending.request instanceof Request.CloseSession);
    }

    private boolean isTimedOut(Pending pending) {
        return canTimeOut(pending) && now - pending.submittedNanos >= timeoutNanos;
    }

    private void finish(Pending pending, long zxid, int code, @Nullable Response response) {
        finish(pending, zxid, code, response, false);
    }

    /// @param staysQueued whether its answer is still to come
    private void finish(
            Pending pending,
            long zxid,
            int code,
            @Nullable Response response,
            boolean staysQueued) {
        pending.decide(zxid, code, response);
        if (pending.takesPlace) {
            effects.placeFreed();
        }
        if (pending.outcome.direct()) {
            tellHere(pending);
        } else {
            effects.deliver(staysQueued ? pending.early() : pending);
        }
        if (metrics != null) {
            metrics.finished(pending.request.opCode(), code, now - pending.submittedNanos);
        }
    }

    private static void tellHere(Pending pending) {
        try {
            pending.tell();
        } catch (RuntimeException e) {
            LOG.error("a direct outcome of a session failed", e);
        }
    }
}
