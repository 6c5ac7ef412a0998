package paddock.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.core.acl.AuthScheme;
import paddock.core.acl.Identities;
import paddock.core.acl.IpScheme;
import paddock.core.database.Applied;
import paddock.core.query.Caller;
import paddock.core.query.Queries;
import paddock.core.query.UpdateAnswers;
import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Counter;
import paddock.server.metrics.Recorder;
import paddock.server.metrics.Summary;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One client connection.
///
/// Methods that the replica calls say so; it holds all stripes then. Everything else runs on the
/// event loop. All mutable state but the frames not yet read is guarded by the loop's stripe.
public final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MIN_REQUEST_BYTES = 8;

    private enum State {
        /// No session yet; a four-letter word or a connect request must come first.
        HANDSHAKE,
        /// The replica is opening or resuming the session.
        CONNECTING,
        ESTABLISHED,
        /// The client ended its session: nothing more is read, what is in flight is answered.
        DRAINING,
        /// What was written is still sent, then the connection closes.
        CLOSING,
        CLOSED
    }

    private final Front front;
    private final FrontLoop loop;
    private final InetSocketAddress peer;
    private final ConnectionStats stats;
    private final Recorder recorder;
    private final FrameBuffer frames = new FrameBuffer();
    private final Replies replies;

    private State state = State.HANDSHAKE;
    private @Nullable ChannelHandlerContext context;
    private boolean admitted;
    private Caller<Connection> caller;
    private int timeoutMillis;
    private long connectNanos;
    private boolean readOnlyFlagPresent;
    private int inFlight;
    private long largeBytesInFlight;
    private boolean dirty;
    private boolean resumeReading;

    /// Written by the event loop, read by the replica when the session is due.
    private volatile long lastHeardMillis;

    Connection(Front front, FrontLoop loop, InetSocketAddress peer) {
        this.front = front;
        this.loop = loop;
        this.peer = peer;
        recorder = loop.recorder();
        stats = new ConnectionStats(toString());
        replies = new Replies(loop, stats);
        Id ip = new Id(IpScheme.NAME, peer.getAddress().getHostAddress());
        caller = new Caller<>(this, loop.watches(), 0, Identities.of(ip));
        lastHeardMillis = Front.monotonicMillis();
    }

    // ---- what others may ask ----

    /// The loop it belongs to.
    public FrontLoop loop() {
        return loop;
    }

    /// The session, or 0 before there is one. The caller holds the stripe.
    public long sessionId() {
        return caller.sessionId();
    }

    /// The identities of the client. The caller holds the stripe.
    public Identities identities() {
        return caller.who();
    }

    /// The negotiated session timeout in milliseconds. The caller holds the stripe.
    public int sessionTimeoutMillis() {
        return timeoutMillis;
    }

    /// Requests in flight. The caller holds the stripe.
    public int inFlight() {
        return inFlight;
    }

    /// Counters of this connection.
    public ConnectionStats stats() {
        return stats;
    }

    /// When the client was last heard of, in milliseconds of [Front#monotonicMillis].
    public long lastHeardMillis() {
        return lastHeardMillis;
    }

    /// The client's address.
    public InetSocketAddress peer() {
        return peer;
    }

    /// Whether bytes are waiting for the client to take them.
    public boolean isBacklogged() {
        ChannelHandlerContext ctx = context;
        return ctx != null && !ctx.channel().isWritable();
    }

    @Override
    public String toString() {
        return "/" + peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    // ---- the event loop's side ----

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (!front.limits().admit(peer.getAddress())) {
            ctx.close();
            return;
        }
        admitted = true;
        loop.stripe().lock();
        try {
            loop.connections().add(this);
        } finally {
            loop.stripe().unlock();
        }
        loop.eventLoop()
                .schedule(
                        this::closeWithoutSession,
                        front.settings().handshakeTimeoutMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!admitted) {
            return;
        }
        front.limits().release(peer.getAddress());
        boolean hadSession;
        loop.stripe().lock();
        try {
            hadSession = state != State.HANDSHAKE;
            if (state == State.ESTABLISHED) {
                recorder.count(Counter.CONNECTION_DROP_COUNT);
            }
            state = State.CLOSED;
            loop.connections().remove(this);
            loop.watches().removeAll(this);
            replies.drop();
            front.largeRequests().release(largeBytesInFlight);
            largeBytesInFlight = 0;
        } finally {
            loop.stripe().unlock();
        }
        if (hadSession) {
            front.updates().submit(new Submission.Gone(this, lastHeardMillis));
            front.updates().wake();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            frames.append(bytes, loop.sharedBytes());
        } finally {
            bytes.release();
        }
        process(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            resumeIfAllowed();
        } else {
            // A client that does not take its answers gets no further ones.
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection {} broke: {}", this, cause.getMessage());
        } else {
            LOG.error("closing connection {} after an unexpected error", this, cause);
        }
        ctx.close();
    }

    /// Sends what the replica wrote, and goes on with what had to wait for it.
    void flushFromReplica() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        ByteBuf bytes;
        boolean close;
        boolean resume;
        loop.stripe().lock();
        try {
            dirty = false;
            bytes = replies.take(ctx.alloc());
            close = state == State.CLOSING;
            resume = resumeReading;
            resumeReading = false;
        } finally {
            loop.stripe().unlock();
        }
        send(ctx, bytes, close);
        if (resume && !close) {
            process(ctx);
            resumeIfAllowed();
        }
    }

    /// Reads on, unless there is still a reason not to.
    void resumeIfAllowed() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        boolean wait;
        loop.stripe().lock();
        try {
            if (state != State.HANDSHAKE && state != State.ESTABLISHED) {
                return;
            }
            wait = mustWait();
        } finally {
            loop.stripe().unlock();
        }
        if (wait) {
            loop.pause(this);
        } else if (ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private boolean mustWait() {
        return inFlight > 0 && front.updates().outstanding() > front.settings().outstandingLimit();
    }

    private void closeWithoutSession() {
        ChannelHandlerContext ctx = context;
        loop.stripe().lock();
        try {
            if (state != State.HANDSHAKE) {
                return;
            }
        } finally {
            loop.stripe().unlock();
        }
        if (ctx != null && ctx.channel().isActive()) {
            LOG.debug("closing connection {}, which opened no session", this);
            ctx.close();
        }
    }

    /// Handles every whole frame there is.
    private void process(ChannelHandlerContext ctx) {
        long nowNanos = System.nanoTime();
        lastHeardMillis = nowNanos / 1_000_000;
        ByteBuf bytes;
        boolean close;
        boolean submitted;
        boolean wait;
        Words.@Nullable Question question = null;
        loop.stripe().lock();
        try {
            replies.at(nowNanos);
            int before = inFlight;
            while (state == State.HANDSHAKE || state == State.ESTABLISHED) {
                if (state == State.HANDSHAKE) {
                    question = question();
                    if (question != null) {
                        break;
                    }
                }
                JuteReader frame = nextFrame();
                if (frame == null) {
                    break;
                }
                try {
                    if (state == State.HANDSHAKE) {
                        handshake(frame, nowNanos);
                    } else {
                        request(frame, nowNanos);
                    }
                } catch (MalformedRecordException e) {
                    LOG.warn("closing connection {}: {}", this, e.getMessage());
                    abandon();
                }
            }
            submitted = inFlight != before || state == State.CONNECTING;
            bytes = replies.take(ctx.alloc());
            close = state == State.CLOSING;
            wait = state == State.CONNECTING || mustWait();
            frames.settle();
        } finally {
            loop.stripe().unlock();
        }
        if (submitted) {
            front.updates().wake();
        }
        send(ctx, bytes, close);
        if (question != null) {
            front.words().answer(question, this, ctx.channel());
            loop.stripe().lock();
            try {
                recorder.packetSent();
            } finally {
                loop.stripe().unlock();
            }
        } else if (wait) {
            ctx.channel().config().setAutoRead(false);
            loop.pause(this);
        }
    }

    private Words.@Nullable Question question() {
        if (frames.size() < 4) {
            return null;
        }
        int word = loop.reader().reset(frames.array(), frames.start(), 4).readInt();
        int extra = front.words().extraBytes(word);
        if (extra < 0 || frames.size() < 4 + extra) {
            return null;
        }
        byte[] rest =
                Arrays.copyOfRange(frames.array(), frames.start() + 4, frames.start() + 4 + extra);
        state = State.CLOSED;
        countReceived(4L + extra);
        return new Words.Question(word, rest);
    }

    private @Nullable JuteReader nextFrame() {
        if (frames.size() < 4) {
            return null;
        }
        JuteReader reader = loop.reader().reset(frames.array(), frames.start(), 4);
        int length = reader.readInt();
        if (state == State.HANDSHAKE && front.words().extraBytes(length) >= 0) {
            return null;
        }
        if (length < 0 || length > front.settings().maxFrameBytes()) {
            LOG.warn(
                    "Len error. A message from {} with advertised length of {} is either a"
                            + " malformed message or too large to process (length is greater than"
                            + " jute.maxbuffer={})",
                    this,
                    length,
                    front.settings().maxFrameBytes());
            abandon();
            return null;
        }
        if (frames.size() - 4 < length) {
            return null;
        }
        reader.reset(frames.array(), frames.start() + 4, length);
        frames.consume(4 + length);
        countReceived(4L + length);
        return reader;
    }

    private void countReceived(long bytes) {
        stats.packetReceived();
        recorder.packetReceived();
        recorder.count(Counter.BYTES_RECEIVED_COUNT, bytes);
    }

    private void handshake(JuteReader in, long nowNanos) {
        ConnectRequest request = ConnectRequest.read(in);
        readOnlyFlagPresent = request.readOnlyFlagPresent();
        recorder.count(Counter.CONNECTION_REQUEST_COUNT);
        if (request.sessionId() != 0) {
            recorder.count(Counter.CONNECTION_REVALIDATE_COUNT);
        }
        connectNanos = nowNanos;
        if (!front.admitsSession(request.sessionId() != 0)) {
            abandon();
            return;
        }
        long lastZxid = front.queries().lastZxid();
        if (request.lastZxidSeen() > lastZxid) {
            LOG.info(
                    "refusing {}: it has seen zxid 0x{}, this server's last is 0x{}; it must try"
                            + " another server",
                    this,
                    Long.toHexString(request.lastZxidSeen()),
                    Long.toHexString(lastZxid));
            abandon();
            return;
        }
        timeoutMillis = front.settings().negotiate(request.timeoutMillis());
        state = State.CONNECTING;
        byte[] password = request.password();
        front.updates()
                .submit(
                        request.sessionId() == 0
                                ? new Submission.Open(this, timeoutMillis)
                                : new Submission.Resume(
                                        this,
                                        request.sessionId(),
                                        password == null ? new byte[0] : password,
                                        timeoutMillis));
    }

    private void request(JuteReader in, long nowNanos) {
        if (in.remaining() < MIN_REQUEST_BYTES) {
            throw new MalformedRecordException(
                    "a request of " + in.remaining() + " bytes has no header");
        }
        int xid = in.readInt();
        int opCode = in.readInt();
        if (opCode == OpCode.AUTH) {
            authenticate(xid, Request.Auth.read(in));
        } else if (opCode == OpCode.SASL) {
            sasl(xid, in);
        } else if (!front.isAuthenticationEnough(caller.who())) {
            replies.header(xid, 0, ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH);
            abandon();
        } else if (Queries.isQuery(opCode)) {
            query(xid, opCode, in, nowNanos);
        } else if (isUpdate(opCode)) {
            update(xid, opCode, in, nowNanos);
        } else {
            // Not for clients, or unknown: said even before what is in flight is answered.
            replies.header(xid, -1, ErrorCode.UNIMPLEMENTED);
            abandon();
        }
    }

    private static boolean isUpdate(int opCode) {
        return switch (opCode) {
            case OpCode.CREATE,
                    OpCode.CREATE2,
                    OpCode.CREATE_CONTAINER,
                    OpCode.CREATE_TTL,
                    OpCode.DELETE,
                    OpCode.SET_DATA,
                    OpCode.SET_ACL,
                    OpCode.MULTI,
                    OpCode.RECONFIG,
                    OpCode.CLOSE_SESSION ->
                    true;
            default -> false;
        };
    }

    private void query(int xid, int opCode, JuteReader in, long nowNanos) {
        if (inFlight == 0) {
            replies.query(front.queries(), xid, opCode, in, caller, nowNanos);
            return;
        }
        byte[] body = Arrays.copyOfRange(in.array(), in.position(), in.position() + in.remaining());
        submit(new Submission.Query(this, xid, opCode, body, caller, nowNanos), body.length);
    }

    private void update(int xid, int opCode, JuteReader in, long nowNanos) {
        int length = in.remaining();
        Submission submission;
        try {
            Request request = Request.read(opCode, in);
            if (request == null) {
                throw new MalformedRecordException("operation " + opCode + " has no request");
            }
            submission = new Submission.Update(this, xid, request, caller.who(), nowNanos);
        } catch (MalformedRecordException e) {
            submission =
                    new Submission.Malformed(
                            this, xid, opCode, ErrorCode.MARSHALLING_ERROR, nowNanos);
        }
        submit(submission, length);
        if (opCode == OpCode.CLOSE_SESSION) {
            state = State.DRAINING;
        }
    }

    private void submit(Submission submission, int length) {
        if (!front.largeRequests().admit(length)) {
            LOG.warn("Rejecting large request of {} bytes from {}", length, this);
            abandon();
            return;
        }
        if (front.largeRequests().isLarge(length)) {
            largeBytesInFlight += length;
        }
        inFlight++;
        front.updates().submit(submission);
    }

    private void authenticate(int xid, Request.Auth auth) {
        String name = auth.scheme();
        AuthScheme scheme = front.aclRules().scheme(name);
        String from = peer.getAddress().getHostAddress();
        List<Id> ids = scheme == null ? List.of() : scheme.authenticate(auth.auth(), from);
        if (ids.isEmpty()) {
            LOG.warn(
                    scheme == null
                            ? "No authentication provider for scheme: {} (connection {})"
                            : "Authentication failed for scheme: {} (connection {})",
                    name,
                    this);
            front.authFailed();
            replies.header(xid, 0, ErrorCode.AUTH_FAILED);
            abandon();
            return;
        }
        Identities gained = caller.who();
        for (Id id : ids) {
            gained = gained.with(id);
        }
        caller = new Caller<>(this, loop.watches(), caller.sessionId(), gained);
        replies.header(xid, 0, ErrorCode.OK);
    }

    /// Without a SASL login configured every token is answered with none (client protocol
    /// reference, section 11.2).
    private void sasl(int xid, JuteReader in) {
        if (in.readBuffer() == null) {
            throw new MalformedRecordException("SASL token is null");
        }
        int start = replies.begin(xid, 0);
        replies.writer().writeInt(-1);
        replies.end(start, 0);
    }

    // ---- the replica's side: it holds all stripes ----

    /// Whether the connection can still be answered. For the replica.
    public boolean isOpen() {
        return state != State.CLOSED;
    }

    /// The session is open: answers the handshake. For the replica.
    public void established(long sessionId, byte[] password) {
        if (state != State.CONNECTING) {
            return;
        }
        caller = new Caller<>(this, loop.watches(), sessionId, caller.who());
        replies.connect(
                new ConnectResponse(
                        0, timeoutMillis, sessionId, password, false, readOnlyFlagPresent));
        stats.sessionEstablished(sessionId, timeoutMillis, System.currentTimeMillis());
        state = State.ESTABLISHED;
        resumeReading = true;
        markDirty();
    }

    /// The session that is open now was made for this connection. For the replica.
    public void opened(long zxid, long nowNanos) {
        if (state == State.ESTABLISHED) {
            replies.at(nowNanos);
            replies.answered(OpCode.CREATE_SESSION, 0, zxid, connectNanos, Summary.UPDATELATENCY);
        }
    }

    /// There is no such session, or the password is wrong. For the replica.
    public void refused() {
        if (state == State.CONNECTING) {
            replies.connect(ConnectResponse.refused(false, readOnlyFlagPresent));
            abandon();
            markDirty();
        }
    }

    /// Answers an update. For the replica.
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
        }
    }

    /// Answers a request with nothing but an error code. For the replica.
    public void failed(int xid, long zxid, int err, long receivedNanos, long nowNanos) {
        if (finished(nowNanos)) {
            replies.end(replies.begin(xid, zxid), err);
            replies.answered(OpCode.ERROR, xid, zxid, receivedNanos, Summary.UPDATELATENCY);
        }
    }

    /// Answers a query that had to wait. For the replica.
    public void queried(Submission.Query query, JuteReader reader, long nowNanos) {
        if (finished(nowNanos)) {
            replies.query(
                    front.queries(),
                    query.xid(),
                    query.opCode(),
                    reader.reset(query.body(), 0, query.body().length),
                    query.caller(),
                    query.receivedNanos());
        }
    }

    /// Sends a watch event. For the replica.
    public void notify(int type, String path, long zxid) {
        if (state == State.ESTABLISHED || state == State.DRAINING) {
            replies.event(type, path, zxid);
            markDirty();
        }
    }

    /// Sends what there is and closes. For the replica.
    public void close() {
        if (state != State.CLOSED) {
            abandon();
            markDirty();
        }
    }

    /// One request less is in flight; says whether anybody is left to be answered.
    private boolean finished(long nowNanos) {
        replies.at(nowNanos);
        inFlight--;
        if (inFlight == 0 && largeBytesInFlight > 0) {
            front.largeRequests().release(largeBytesInFlight);
            largeBytesInFlight = 0;
        }
        markDirty();
        return state != State.CLOSED;
    }

    private void abandon() {
        state = State.CLOSING;
    }

    private void markDirty() {
        if (!dirty && state != State.CLOSED) {
            dirty = true;
            loop.markDirty(this);
        }
    }

    // ---- to the network ----

    private void send(ChannelHandlerContext ctx, @Nullable ByteBuf bytes, boolean close) {
        if (bytes != null) {
            if (close) {
                ctx.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
                return;
            }
            ctx.writeAndFlush(bytes, ctx.voidPromise());
            dropIfTooSlow(ctx);
        } else if (close) {
            ctx.close();
        }
    }

    private void dropIfTooSlow(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            return;
        }
        long unsent = ctx.channel().unsafe().outboundBuffer().totalPendingWriteBytes();
        if (unsent > front.settings().slowConsumerBytes()) {
            LOG.warn(
                    "closing connection {} (session 0x{}): it left {} bytes unread, more than {}",
                    this,
                    Long.toHexString(caller.sessionId()),
                    unsent,
                    front.settings().slowConsumerBytes());
            ctx.close();
        }
    }
}
