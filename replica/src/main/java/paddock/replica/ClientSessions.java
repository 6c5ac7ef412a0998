package paddock.replica;

import paddock.core.collection.LongMap;
import paddock.core.session.LastHeard;
import paddock.core.session.SessionIds;
import paddock.core.session.SessionPasswords;
import paddock.core.session.SessionTable;
import paddock.wire.ensemble.LearnerMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The sessions, and the connections of this server through which their clients talk.
final class ClientSessions {
    private final int tickMillis;
    private final SessionIds ids;
    private final LongMap<ClientConnection> connections = new LongMap<>();
    private SessionTable table;

    /// Sessions whose connections ended since a leader was last told, with their timeouts.
    private final TreeMap<Long, Integer> left = new TreeMap<>();

    private long takenMillis;

    ClientSessions(ReplicaSettings settings, long nowMillis) {
        tickMillis = settings.tickMillis();
        ids = new SessionIds(settings.serverId(), nowMillis);
        table = new SessionTable(tickMillis);
    }

    /// Begins anew with these sessions, each with a full timeout from now on.
    void restart(Map<Long, Integer> timeouts, long nowMillis) {
        table = new SessionTable(tickMillis);
        timeouts.forEach(table::open);
        table.restartClocks(nowMillis);
    }

    /// Sessions with their deadlines.
    SessionTable table() {
        return table;
    }

    /// An id for a new session.
    long newId() {
        return ids.next();
    }

    /// A session was created.
    void created(long sessionId, int timeoutMillis, long nowMillis) {
        table.open(sessionId, timeoutMillis);
        table.touch(sessionId, nowMillis);
    }

    /// A session has ended: forgets it, and ends the connection that held it.
    void ended(long sessionId) {
        table.close(sessionId);
        ClientConnection connection = connections.remove(sessionId);
        if (connection != null) {
            connection.close();
        }
    }

    /// The new session of a client was created.
    void opened(ClientConnection connection, long sessionId, long zxid, long nowNanos) {
        if (connection.isOpen()) {
            connections.put(sessionId, connection);
            connection.established(sessionId, SessionPasswords.of(sessionId));
            connection.opened(zxid, nowNanos);
        }
    }

    /// A client wants its session back, and was found welcome or not.
    void resumed(Submission.Resume resume, boolean welcome) {
        if (!welcome) {
            resume.connection().refused();
        } else if (resume.connection().isOpen()) {
            connections.put(resume.sessionId(), resume.connection());
            resume.connection()
                    .established(resume.sessionId(), SessionPasswords.of(resume.sessionId()));
        }
    }

    /// Ends the connection that holds a session, unless it is this one. Even a wrong password does
    /// that (client protocol reference, section 3.4).
    void closeOther(long sessionId, ClientConnection wanting) {
        ClientConnection before = connections.remove(sessionId);
        if (before != null && !before.equals(wanting)) {
            before.close();
        }
    }

    /// A connection is gone; its session lives on.
    void gone(Submission.Gone gone) {
        long sessionId = gone.connection().sessionId();
        if (gone.connection().equals(connections.get(sessionId))) {
            connections.remove(sessionId);
            table.touch(sessionId, gone.lastHeardMillis());
            if (gone.lastHeardMillis() > takenMillis) {
                left.put(sessionId, gone.connection().sessionTimeoutMillis());
            }
        }
    }

    /// The sessions that were heard of since the last call, for a leader to know.
    List<LearnerMessage.SessionTouch> takeTouched(long nowMillis) {
        List<LearnerMessage.SessionTouch> touched = new ArrayList<>();
        left.forEach((id, timeout) -> touched.add(new LearnerMessage.SessionTouch(id, timeout)));
        left.clear();
        for (long id : connections.sortedKeys()) {
            ClientConnection connection = connections.get(id);
            if (connection != null && connection.lastHeardMillis() >= takenMillis) {
                touched.add(new LearnerMessage.SessionTouch(id, connection.sessionTimeoutMillis()));
            }
        }
        takenMillis = nowMillis;
        return touched;
    }

    /// Closes the connections of all clients; their sessions live on.
    void closeAll() {
        for (long id : connections.sortedKeys()) {
            ClientConnection connection = connections.get(id);
            if (connection != null) {
                connection.close();
            }
        }
    }

    /// Finds sessions that were not heard of for too long.
    void expire(long nowMillis, LongConsumer expired) {
        table.expire(nowMillis, this::lastHeardMillis, expired);
    }

    private long lastHeardMillis(long sessionId) {
        ClientConnection connection = connections.get(sessionId);
        return connection == null ? LastHeard.NEVER : connection.lastHeardMillis();
    }
}
