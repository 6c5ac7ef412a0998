package paddock.core.session;

import org.jspecify.annotations.Nullable;

import paddock.core.collection.LongMap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// All sessions and when they expire (data model reference, section 9).
///
/// A session expires between its timeout and one tick more after it was last heard of. Sessions are
/// [opened][#open] and [closed][#close] by transactions, which know no clock: the time of a session
/// that was never [touched][#touch] starts with the next [#expire].
///
/// Only one thread at a time may use a table.
public final class SessionTable {
    private final int tickMillis;
    private final LongMap<Session> sessions = new LongMap<>();
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private final Bucket unscheduled = new Bucket(Long.MAX_VALUE);
    private int closingCount;

    /// @param tickMillis the width of the buckets, more than 0
    public SessionTable(int tickMillis) {
        if (tickMillis <= 0) {
            throw new IllegalArgumentException("tick of " + tickMillis + " ms, must be positive");
        }
        this.tickMillis = tickMillis;
    }

    /// Adds a session. One that is there already only gets the timeout, since recovery may replay
    /// what a snapshot holds.
    public void open(long sessionId, int timeoutMillis) {
        Session session = sessions.get(sessionId);
        if (session != null) {
            session.timeoutMillis = timeoutMillis;
            return;
        }
        session = new Session(sessionId, timeoutMillis);
        sessions.put(sessionId, session);
        unscheduled.add(session);
    }

    /// Removes a session.
    ///
    /// @return whether it was there
    public boolean close(long sessionId) {
        Session session = sessions.remove(sessionId);
        if (session == null) {
            return false;
        }
        unschedule(session);
        if (session.closing) {
            closingCount--;
        }
        return true;
    }

    /// Whether a session is there, closing or not.
    public boolean isKnown(long sessionId) {
        return sessions.containsKey(sessionId);
    }

    /// Whether a session is about to be closed.
    public boolean isClosing(long sessionId) {
        Session session = sessions.get(sessionId);
        return session != null && session.closing;
    }

    /// Whether a session is there and not closing: whether it may write.
    public boolean isLive(long sessionId) {
        return live(sessionId) != null;
    }

    /// The timeout of a known session.
    public OptionalInt timeoutMillis(long sessionId) {
        Session session = sessions.get(sessionId);
        return session == null ? OptionalInt.empty() : OptionalInt.of(session.timeoutMillis);
    }

    /// Notes that a client was heard from, or that its time shall start now.
    ///
    /// @return whether the session is live
    public boolean touch(long sessionId, long nowMillis) {
        Session session = live(sessionId);
        if (session == null) {
            return false;
        }
        session.touchedMillis = nowMillis;
        schedule(session, nowMillis);
        return true;
    }

    /// Notes that a client was heard from at a time that may lie before what is known already.
    public void heard(long sessionId, long heardMillis) {
        Session session = live(sessionId);
        if (session != null
                && (session.bucket == unscheduled || heardMillis > session.touchedMillis)) {
            touch(sessionId, heardMillis);
        }
    }

    /// Gives a session another timeout, as when its client came back and negotiated anew, and
    /// touches it.
    ///
    /// @return whether the session is live
    public boolean setTimeout(long sessionId, int timeoutMillis, long nowMillis) {
        Session session = live(sessionId);
        if (session == null) {
            return false;
        }
        session.timeoutMillis = timeoutMillis;
        return touch(sessionId, nowMillis);
    }

    /// Notes that a closeSession transaction is on its way.
    ///
    /// @return whether the session was live until now
    public boolean markClosing(long sessionId) {
        Session session = live(sessionId);
        if (session == null) {
            return false;
        }
        beginClosing(session);
        return true;
    }

    private void beginClosing(Session session) {
        unschedule(session);
        session.closing = true;
        closingCount++;
    }

    /// Looks at the buckets that fell due. Sessions heard from in time move on to a later one; the
    /// others become closing and are reported. The report may change the table.
    public void expire(long nowMillis, LastHeard lastHeard, LongConsumer expired) {
        Session session;
        while ((session = unscheduled.first) != null) {
            session.touchedMillis = nowMillis;
            schedule(session, nowMillis);
        }
        Map.Entry<Long, Bucket> entry;
        while ((entry = buckets.firstEntry()) != null && entry.getKey() <= nowMillis) {
            // Every turn takes a session out of the bucket, and the last one takes the bucket
            // along.
            expire(nonEmpty(entry.getValue()), nowMillis, lastHeard, expired);
        }
    }

    private void expire(
            Session session, long nowMillis, LastHeard lastHeard, LongConsumer expired) {
        long heardMillis = Math.max(session.touchedMillis, lastHeard.millis(session.id));
        if (dueMillis(session, heardMillis) > nowMillis) {
            session.touchedMillis = heardMillis;
            schedule(session, heardMillis);
        } else {
            beginClosing(session);
            expired.accept(session.id);
        }
    }

    /// Gives every session a full timeout from now on, as after a restart or a change of leader.
    /// None is closing then: the transactions that would have closed them are gone.
    public void restartClocks(long nowMillis) {
        for (long sessionId : sessions.sortedKeys()) {
            Session session = known(sessionId);
            session.closing = false;
            session.touchedMillis = nowMillis;
            schedule(session, nowMillis);
        }
        closingCount = 0;
    }

    /// Nobody could be heard of for a while that has just ended: moves all deadlines by as much.
    /// None moves beyond a full timeout from now on.
    public void postpone(long deafMillis, long nowMillis, LastHeard lastHeard) {
        for (long sessionId : sessions.sortedKeys()) {
            Session session = known(sessionId);
            if (!session.closing && session.bucket != unscheduled) {
                long heardMillis = Math.max(session.touchedMillis, lastHeard.millis(sessionId));
                session.touchedMillis = Math.min(heardMillis + deafMillis, nowMillis);
                schedule(session, session.touchedMillis);
            }
        }
    }

    /// How many sessions there are, closing ones included.
    public int size() {
        return sessions.size();
    }

    /// How many sessions are closing.
    public int closingCount() {
        return closingCount;
    }

    /// The ids of all sessions, closing ones included, in ascending order.
    public long[] ids() {
        return sessions.sortedKeys();
    }

    /// All sessions with their timeouts in milliseconds, as they are now.
    public SortedMap<Long, Integer> timeouts() {
        SortedMap<Long, Integer> timeouts = new TreeMap<>();
        for (long sessionId : sessions.sortedKeys()) {
            timeouts.put(sessionId, known(sessionId).timeoutMillis);
        }
        return timeouts;
    }

    /// The ids of the sessions by the monotonic time in milliseconds at which they are looked at
    /// next. Closing sessions, and those whose time has not started, are not among them.
    public SortedMap<Long, List<Long>> buckets() {
        SortedMap<Long, List<Long>> content = new TreeMap<>();
        buckets.forEach((dueMillis, bucket) -> content.put(dueMillis, ids(bucket)));
        return content;
    }

    private static List<Long> ids(Bucket bucket) {
        List<Long> ids = new ArrayList<>();
        for (Session session = bucket.first; session != null; session = session.next) {
            ids.add(session.id);
        }
        return Collections.unmodifiableList(ids);
    }

    private @Nullable Session live(long sessionId) {
        Session session = sessions.get(sessionId);
        return session == null || session.closing ? null : session;
    }

    private Session known(long sessionId) {
        Session session = sessions.get(sessionId);
        if (session == null) {
            throw new IllegalStateException("no session 0x" + Long.toHexString(sessionId));
        }
        return session;
    }

    private void schedule(Session session, long heardMillis) {
        long dueMillis = dueMillis(session, heardMillis);
        Bucket bucket = session.bucket;
        if (bucket != null && bucket.dueMillis == dueMillis) {
            return;
        }
        unschedule(session);
        buckets.computeIfAbsent(dueMillis, Bucket::new).add(session);
    }

    private void unschedule(Session session) {
        Bucket bucket = session.bucket;
        if (bucket == null) {
            return;
        }
        bucket.remove(session);
        if (bucket.isEmpty()) {
            buckets.remove(bucket.dueMillis);
        }
    }

    private long dueMillis(Session session, long heardMillis) {
        return (Math.floorDiv(heardMillis + session.timeoutMillis, (long) tickMillis) + 1)
                * tickMillis;
    }

    private static Session nonEmpty(Bucket bucket) {
        Session first = bucket.first;
        if (first == null) {
            throw new IllegalStateException("an empty bucket at " + bucket.dueMillis);
        }
        return first;
    }
}
