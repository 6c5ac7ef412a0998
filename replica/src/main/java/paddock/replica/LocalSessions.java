package paddock.replica;

import paddock.core.prepare.LocalSessionRules;
import paddock.core.session.LastHeard;
import paddock.core.session.SessionTable;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// The sessions that this server knows and no other (data model reference, section 9): no
/// transaction begins or ends them, and they cannot move.
///
/// One that is to own an ephemeral znode becomes global, where the configuration lets it: its
/// beginning is ordered right before the request that needs it. Until that is committed the session
/// is here still, so that a beginning that went under with a leader is ordered again.
final class LocalSessions implements LocalSessionRules {
    private final LocalSessionMode mode;
    private final int tickMillis;
    private final int serverByte;
    private final SessionTable table;

    /// Those whose beginning was ordered.
    private final Set<Long> upgrading = new TreeSet<>();

    private long nextExpiryMillis;

    LocalSessions(ReplicaSettings settings) {
        mode = settings.member().localSessions();
        tickMillis = settings.tickMillis();
        serverByte = (int) settings.serverId() & 0xff;
        table = new SessionTable(tickMillis);
    }

    /// Whether new sessions are local.
    boolean areOn() {
        return mode != LocalSessionMode.OFF;
    }

    /// The sessions with their deadlines.
    SessionTable table() {
        return table;
    }

    void open(long sessionId, int timeoutMillis, long nowMillis) {
        table.open(sessionId, timeoutMillis);
        table.touch(sessionId, nowMillis);
    }

    /// Whether a session is here, closing or not, and is not on its way to become global.
    boolean isOnlyHere(long sessionId) {
        return table.isKnown(sessionId) && !upgrading.contains(sessionId);
    }

    /// Whether a session that the ensemble does not know may write: one of this server, or maybe
    /// one of another.
    @Override
    public boolean mayExist(long sessionId) {
        return isHere(sessionId) || (int) (sessionId >>> 56) != serverByte;
    }

    @Override
    public boolean isHere(long sessionId) {
        return table.isLive(sessionId);
    }

    /// A client has its session back.
    ///
    /// @return whether it is here and not about to end
    boolean resume(long sessionId, int timeoutMillis, long nowMillis) {
        return table.setTimeout(sessionId, timeoutMillis, nowMillis);
    }

    void heard(long sessionId, long heardMillis) {
        table.heard(sessionId, heardMillis);
    }

    /// The session is global now, or is no more.
    void remove(long sessionId) {
        if (table.close(sessionId)) {
            upgrading.remove(sessionId);
        }
    }

    // ---- becoming global ----

    /// Whether the session must be made global before this request.
    boolean mustBecomeGlobal(long sessionId, Request request) {
        return mode == LocalSessionMode.UPGRADED
                && table.isLive(sessionId)
                && !upgrading.contains(sessionId)
                && makesEphemeral(request);
    }

    /// The beginning of the session is ordered; returns its timeout in milliseconds.
    int upgrade(long sessionId) {
        upgrading.add(sessionId);
        return table.timeoutMillis(sessionId).orElseThrow();
    }

    /// Whether an ephemeral was refused because its session is only here. The reference's leader
    /// knows no better than that the session has expired.
    boolean isRefusedAsLocal(Submission.Update update, int err) {
        return err == ErrorCode.SESSION_EXPIRED.code()
                && update.request() instanceof Request.Create create
                && makesEphemeral(create)
                && isOnlyHere(update.connection().sessionId());
    }

    private static boolean makesEphemeral(Request request) {
        return switch (request) {
            case Request.Create create -> {
                CreateMode made = CreateMode.ofFlag(create.flags());
                int opCode = create.opCode();
                yield made != null
                        && made.ephemeral()
                        && (opCode == OpCode.CREATE || opCode == OpCode.CREATE2);
            }
            case Request.Multi multi ->
                    multi.ops().stream().anyMatch(LocalSessions::makesEphemeral);
            default -> false;
        };
    }

    // ---- time ----

    /// Clients can be heard again, and what was ordered under another leader may be lost.
    void restart(long nowMillis) {
        upgrading.clear();
        table.restartClocks(nowMillis);
    }

    /// Finds sessions that were not heard of for too long.
    void expire(long nowMillis, LastHeard lastHeard, LongConsumer expired) {
        if (nowMillis >= nextExpiryMillis) {
            nextExpiryMillis = nowMillis - nowMillis % tickMillis + tickMillis;
            table.expire(nowMillis, lastHeard, expired);
        }
    }

    /// When [#expire] has something to do again.
    long deadlineMillis() {
        return table.size() == 0 ? Long.MAX_VALUE : nextExpiryMillis;
    }
}
