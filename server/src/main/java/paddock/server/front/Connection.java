package paddock.server.front;

import org.slf4j.LoggerFactory;

import paddock.core.acl.Identities;
import paddock.core.acl.IpScheme;
import paddock.core.database.Applied;
import paddock.core.query.Caller;
import paddock.core.query.UpdateAnswers;
import paddock.replica.ClientConnection;
import paddock.replica.Submission;
import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Counter;
import paddock.server.metrics.Summary;
import paddock.server.refusal.Refusals;
import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.Txn;

import java.net.InetSocketAddress;
import java.util.List;

/// One client connection as those see it who serve it: who it is, how far it has come, and the
/// answers it is given.
///
/// The replica calls the methods of [ClientConnection] holding all stripes. All mutable state is
/// guarded by the loop's stripe. Start with [ClientChannel], its network side: from there each
/// frame comes to [#handle], and goes on to [Handshake] or [Requests].
public final class Connection implements ClientConnection {
    private static final Refusals REFUSALS =
            new Refusals(LoggerFactory.getLogger(Connection.class));

    private final FrontLoop loop;
    private final InetSocketAddress peer;
    private final ClientChannel channel;
    private final ConnectionStats stats;
    private final Replies replies;
    private final InFlight inFlight;
    private final Handshake handshake;
    private final Requests requests;
    private final Front front;

    private Standing standing = Standing.HANDSHAKE;
    private Caller<Connection> caller;
    private boolean dirty;
    private boolean resumeReading;

    /// Written by the event loop, read by the replica when the session is due.
    private volatile long lastHeardMillis;

    Connection(Front front, FrontLoop loop, InetSocketAddress peer, ClientChannel channel) {
        this.front = front;
        this.loop = loop;
        this.peer = peer;
        this.channel = channel;
        stats = new ConnectionStats(toString());
        replies = new Replies(loop, stats);
        inFlight = new InFlight(front.largeRequests(), loop);
        handshake = new Handshake(front, this);
        requests = new Requests(front, this, replies, inFlight);
        Id ip = new Id(IpScheme.NAME, peer.getAddress().getHostAddress());
        caller = new Caller<>(this, loop.watches(), loop.listings(), 0, Identities.of(ip));
        lastHeardMillis = Front.monotonicMillis();
    }

    // ---- what others may ask ----

    /// The loop it belongs to.
    public FrontLoop loop() {
        return loop;
    }

    /// The session, or 0 before there is one. The caller holds the stripe.
    @Override
    public long sessionId() {
        return caller.sessionId();
    }

    /// The identities of the client. The caller holds the stripe.
    public Identities identities() {
        return caller.who();
    }

    /// The negotiated session timeout in milliseconds. The caller holds the stripe.
    @Override
    public int sessionTimeoutMillis() {
        return handshake.timeoutMillis();
    }

    @Override
    public boolean takesReadOnly() {
        return handshake.takesReadOnly();
    }

    /// Requests in flight. The caller holds the stripe.
    public int inFlight() {
        return inFlight.count();
    }

    /// Whether too much is in flight for more of this connection's; for the loop's thread, which
    /// holds the stripe.
    boolean isCrowdedOut() {
        return loop.isFull(inFlight);
    }

    /// Counters of this connection.
    public ConnectionStats stats() {
        return stats;
    }

    /// When the client was last heard of, in milliseconds of [Front#monotonicMillis].
    @Override
    public long lastHeardMillis() {
        return lastHeardMillis;
    }

    /// The client's address.
    public InetSocketAddress peer() {
        return peer;
    }

    /// Whether bytes are waiting for the client to take them.
    public boolean isBacklogged() {
        return channel.isBacklogged();
    }

    @Override
    public String toString() {
        return "/" + peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    // ---- the event loop's side ----

    /// The client was heard of; on the event loop, with or without the stripe.
    void heard(long nowNanos) {
        lastHeardMillis = nowNanos / 1_000_000;
    }

    Standing standing() {
        return standing;
    }

    Caller<Connection> caller() {
        return caller;
    }

    Replies replies() {
        return replies;
    }

    /// Handles one frame of a connection that takes them.
    ///
    /// @return false when it is to be handled later
    boolean handle(JuteReader frame, long nowNanos) {
        if (standing == Standing.HANDSHAKE) {
            handshake.request(frame, nowNanos);
            return true;
        }
        return requests.handle(frame, nowNanos);
    }

    void advance(Standing next) {
        standing = next;
    }

    /// What was written is still sent, then the connection closes.
    void abandon() {
        standing = Standing.CLOSING;
    }

    /// The client has shown to be these too.
    void gain(List<Id> ids) {
        Identities gained = caller.who();
        for (Id id : ids) {
            gained = gained.with(id);
        }
        caller = new Caller<>(this, loop.watches(), loop.listings(), caller.sessionId(), gained);
    }

    /// Its network side.
    ClientChannel channel() {
        return channel;
    }

    /// All clients that are behind left too much unread, and this one has been for longest.
    void dropAsSlowest() {
        REFUSALS.warn(
                "closing connection {} (session 0x{}): more than {} bytes wait for clients that"
                        + " are behind with reading, this one for longest",
                this,
                Long.toHexString(caller.sessionId()),
                front.settings().slowConsumersBytes());
        drop();
    }

    /// Its request is not all here, and all of those together hold too much.
    void dropAsUnfinished() {
        REFUSALS.warn(
                "closing connection {} (session 0x{}): requests that have not arrived to their end"
                        + " hold more than {} bytes, and the rest of this one is overdue for"
                        + " longest",
                this,
                Long.toHexString(caller.sessionId()),
                front.settings().unfinishedBytes());
        drop();
    }

    /// The client left too much unread: it gets nothing more.
    void dropAsTooSlow(long unsentBytes) {
        REFUSALS.warn(
                "closing connection {} (session 0x{}): it left {} bytes unread, more than {}",
                this,
                Long.toHexString(caller.sessionId()),
                unsentBytes,
                front.settings().slowConsumerBytes());
        drop();
    }

    private void drop() {
        replies.drop();
        countDrop();
        standing = Standing.CLOSED;
    }

    /// Starts a flush: whether frames had to wait for what is sent now.
    boolean takeResumption() {
        boolean resume = resumeReading;
        dirty = false;
        resumeReading = false;
        return resume;
    }

    /// The network connection is no more.
    void gone() {
        countDrop();
        standing = Standing.CLOSED;
        loop.connections().remove(this);
        loop.watches().removeAll(this);
        loop.listings().forget(this);
        replies.drop();
        inFlight.release();
    }

    private void countDrop() {
        if (standing == Standing.ESTABLISHED) {
            loop.recorder().count(Counter.CONNECTION_DROP_COUNT);
        }
    }

    // ---- the replica's side: it holds all stripes ----

    @Override
    public boolean isOpen() {
        return standing != Standing.CLOSED;
    }

    @Override
    public void established(long sessionId, byte[] password) {
        if (standing != Standing.CONNECTING) {
            return;
        }
        caller = new Caller<>(this, loop.watches(), loop.listings(), sessionId, caller.who());
        handshake.accept(replies, sessionId, password);
        stats.sessionEstablished(sessionId, sessionTimeoutMillis(), System.currentTimeMillis());
        standing = Standing.ESTABLISHED;
        resumeReading = true;
        markDirty();
    }

    @Override
    public void opened(long zxid, long nowNanos) {
        if (standing == Standing.ESTABLISHED) {
            replies.at(nowNanos);
            handshake.answered(replies, zxid);
        }
    }

    @Override
    public void refused() {
        if (standing == Standing.CONNECTING) {
            handshake.refuse(replies);
            abandon();
            markDirty();
        }
    }

    @Override
    public void unopened(long zxid, int err) {
        if (standing == Standing.CONNECTING) {
            replies.end(replies.begin(0, zxid), err);
            markDirty();
        }
    }

    @Override
    public void updated(
            Submission.Update update, long zxid, Txn txn, Applied applied, long nowNanos) {
        if (finished(nowNanos)) {
            int xid = update.xid();
            int start = replies.begin(xid, zxid);
            UpdateAnswers.write(replies.writer(), txn, applied);
            replies.end(start, applied.err());
            replies.answered(
                    txn instanceof Txn.Error ? OpCode.ERROR : update.request().opCode(),
                    xid,
                    zxid,
                    update.receivedNanos(),
                    Summary.UPDATELATENCY);
            boundUnsent();
        }
    }

    @Override
    public void failed(int xid, long zxid, int err, long receivedNanos, long nowNanos) {
        if (finished(nowNanos)) {
            replies.end(replies.begin(xid, zxid), err);
            replies.answered(OpCode.ERROR, xid, zxid, receivedNanos, Summary.UPDATELATENCY);
        }
    }

    @Override
    public void queried(Submission.Query query, long nowNanos) {
        if (finished(nowNanos)) {
            JuteReader reader = front.replicaReader();
            replies.query(
                    front.queries(),
                    query.xid(),
                    query.opCode(),
                    reader.reset(query.body(), 0, query.body().length),
                    callerAs(query.who()),
                    query.receivedNanos());
            boundUnsent();
        }
    }

    /// Sends a watch event; the caller holds all stripes.
    ///
    /// Also while the connection closes and something is still to be answered: an answer tells the
    /// client how far it has seen, and where it comes back it gets no event from before that.
    public void notify(int type, String path, long zxid) {
        if (standing == Standing.ESTABLISHED
                || standing == Standing.DRAINING
                || (standing == Standing.CLOSING && inFlight.count() > 0)) {
            replies.event(type, path, zxid);
            markDirty();
            boundUnsent();
        }
    }

    @Override
    public void close() {
        if (standing != Standing.CLOSED) {
            abandon();
            markDirty();
        }
    }

    /// The caller with the identities that the client had when it asked.
    private Caller<Connection> callerAs(Identities who) {
        return caller.who().equals(who)
                ? caller
                : new Caller<>(this, loop.watches(), loop.listings(), caller.sessionId(), who);
    }

    /// One request less is in flight; says whether anybody is left to be answered.
    private boolean finished(long nowNanos) {
        replies.at(nowNanos);
        inFlight.answered();
        markDirty();
        return standing != Standing.CLOSED;
    }

    /// What one batch of the replica writes counts too: the loop may have had no chance to send
    /// yet.
    private void boundUnsent() {
        if (replies.size() > front.settings().slowConsumerBytes()) {
            dropAsTooSlow(replies.size());
        }
    }

    private void markDirty() {
        if (!dirty && standing != Standing.CLOSED) {
            dirty = true;
            loop.markDirty(channel);
        }
    }
}
