package paddock.replica;

import org.jspecify.annotations.Nullable;

import paddock.core.collection.LongMap;
import paddock.core.session.LastHeard;
import paddock.core.session.SessionIds;
import paddock.core.session.SessionPasswords;
import paddock.core.session.SessionTable;
import paddock.wire.ensemble.LearnerMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// The sessions, and the connections of this server through which their clients talk.
final class ClientSessions {
    private final int tickMillis;
    private final SessionIds ids;
    private final SessionOwners owners = new SessionOwners();
    private final LocalSessions locals;
    private final LongMap<Held> held = new LongMap<>();
    private final List<LearnerMessage.SessionTouch> touchedBefore = new ArrayList<>();
    private SessionTable table;

    /// A session held by a connection of this server.
    private static final class Held {
        final ClientConnection connection;

        /// When the client was heard of that was told last.
        long toldMillis = LastHeard.NEVER;

        Held(ClientConnection connection) {
            this.connection = connection;
        }
    }

    ClientSessions(ReplicaSettings settings, long nowMillis) {
        tickMillis = settings.tickMillis();
        ids = new SessionIds(settings.serverId(), nowMillis);
        table = new SessionTable(tickMillis);
        locals = new LocalSessions(settings);
    }

    /// Begins anew with these sessions, each with a full timeout from now on, and owned by nobody.
    void restart(Map<Long, Integer> timeouts, long nowMillis) {
        table = new SessionTable(tickMillis);
        timeouts.forEach(table::open);
        table.restartClocks(nowMillis);
        owners.clear();
        timeouts.keySet().forEach(locals::remove);
        locals.restart(nowMillis);
    }

    /// Sessions with their deadlines.
    SessionTable table() {
        return table;
    }

    /// The sessions that only this server knows.
    LocalSessions locals() {
        return locals;
    }

    /// Through which server each client talks, as a leader knows it.
    SessionOwners owners() {
        return owners;
    }

    /// An id for a new session.
    long newId() {
        return ids.next();
    }

    /// A session was created.
    void created(long sessionId, int timeoutMillis, long nowMillis) {
        table.open(sessionId, timeoutMillis);
        table.touch(sessionId, nowMillis);
        locals.remove(sessionId);
    }

    /// A session has ended: forgets it, and ends the connection that held it.
    void ended(long sessionId) {
        table.close(sessionId);
        locals.remove(sessionId);
        owners.forget(sessionId);
        ClientConnection connection = release(sessionId);
        if (connection != null) {
            connection.close();
        }
    }

    /// The new session of a client was created.
    void opened(ClientConnection connection, long sessionId, long zxid, long nowNanos) {
        if (connection.isOpen()) {
            hold(sessionId, connection);
            connection.opened(zxid, nowNanos);
        }
    }

    /// A client has a new session that no other server knows of.
    void openedHere(ClientConnection connection, long sessionId, int timeoutMillis, Now now) {
        if (connection.isOpen()) {
            locals.open(sessionId, timeoutMillis, now.millis());
            hold(sessionId, connection);
        }
    }

    /// A client wants its session back, and was found welcome or not.
    void resumed(Submission.Resume resume, boolean welcome) {
        if (!welcome) {
            resume.connection().refused();
        } else if (resume.connection().isOpen()) {
            hold(resume.sessionId(), resume.connection());
        }
    }

    private void hold(long sessionId, ClientConnection connection) {
        held.put(sessionId, new Held(connection));
        owners.moveHere(sessionId);
        connection.established(sessionId, SessionPasswords.of(sessionId));
    }

    /// Ends the connection that holds a session, unless it is this one. Even a wrong password does
    /// that (client protocol reference, section 3.4).
    void closeOther(long sessionId, @Nullable ClientConnection wanting) {
        ClientConnection before = release(sessionId);
        if (before != null && !before.equals(wanting)) {
            before.close();
        }
    }

    /// A connection is gone; its session lives on.
    void gone(Submission.Gone gone) {
        long sessionId = gone.connection().sessionId();
        if (gone.connection().equals(holder(sessionId))) {
            Held last = held.remove(sessionId);
            boolean toTell = last != null && last.toldMillis != gone.lastHeardMillis();
            if (toTell && !locals.isOnlyHere(sessionId)) {
                touchedBefore.add(touch(sessionId, gone.connection()));
            }
            table.heard(sessionId, gone.lastHeardMillis());
            locals.heard(sessionId, gone.lastHeardMillis());
        }
    }

    /// Ends all connections; the sessions live on.
    void closeAll() {
        for (long sessionId : held.sortedKeys()) {
            closeOther(sessionId, null);
        }
    }

    /// Whether any client of this server has a session.
    boolean isAnyHeld() {
        return !held.isEmpty();
    }

    /// Finds sessions that were not heard of for too long.
    void expire(long nowMillis, LongConsumer expired) {
        table.expire(nowMillis, this::lastHeardMillis, expired);
    }

    /// Finds local sessions that were not heard of for too long.
    void expireLocals(long nowMillis, LongConsumer expired) {
        locals.expire(nowMillis, this::lastHeardMillis, expired);
    }

    /// Nobody could be heard of for a while that has just ended.
    void postpone(long deafMillis, long nowMillis) {
        table.postpone(deafMillis, nowMillis, this::lastHeardMillis);
        locals.table().postpone(deafMillis, nowMillis, this::lastHeardMillis);
    }

    /// An observer heard of sessions of its clients, of which the leader is to be told too.
    void touchedElsewhere(List<LearnerMessage.SessionTouch> touched) {
        touchedBefore.addAll(touched);
    }

    /// The global sessions of own clients, and of observers', heard of since the last call.
    List<LearnerMessage.SessionTouch> takeTouched() {
        List<LearnerMessage.SessionTouch> touched = new ArrayList<>(touchedBefore);
        touchedBefore.clear();
        for (long sessionId : held.sortedKeys()) {
            Held session = held.get(sessionId);
            if (session != null && !locals.isOnlyHere(sessionId)) {
                long heardMillis = session.connection.lastHeardMillis();
                if (heardMillis != session.toldMillis) {
                    session.toldMillis = heardMillis;
                    touched.add(touch(sessionId, session.connection));
                }
            }
        }
        return touched;
    }

    private static LearnerMessage.SessionTouch touch(long sessionId, ClientConnection connection) {
        return new LearnerMessage.SessionTouch(sessionId, connection.sessionTimeoutMillis());
    }

    private long lastHeardMillis(long sessionId) {
        ClientConnection connection = holder(sessionId);
        return connection == null ? LastHeard.NEVER : connection.lastHeardMillis();
    }

    private @Nullable ClientConnection holder(long sessionId) {
        Held session = held.get(sessionId);
        return session == null ? null : session.connection;
    }

    private @Nullable ClientConnection release(long sessionId) {
        Held session = held.remove(sessionId);
        return session == null ? null : session.connection;
    }
}
