package paddock.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.replica.Submission;
import paddock.server.refusal.Refusals;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The network side of one client connection: when it reads, what it sends, when it closes.
///
/// Runs on the event loop, and takes the stripe for everything that [Connection] holds.
final class ClientChannel extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);
    private static final Refusals REFUSALS = new Refusals(LOG);

    /// So much is answered, then it is sent before more is read; reply buffers of twice the size
    /// are still kept for reuse.
    private static final int REPLY_BATCH_BYTES = 1 << 19;

    /// What is gathered for a client that is behind before it joins what waits to be sent.
    private static final int GATHERED_BYTES = 1 << 16;

    /// After so many batches it is the turn of others, even where the client keeps up.
    private static final int MOST_BATCHES = 4;

    private final Front front;
    private final FrontLoop loop;
    private final Connection connection;
    private final FrameBuffer received = new FrameBuffer();
    private final Arrivals arrivals;

    private @Nullable ChannelHandlerContext context;
    private boolean admitted;

    /// Whether [#handleFrames] is at work further up the stack: sending can make the channel
    /// writable again at once.
    private boolean handling;

    /// Whether everything was sent again while [#handleFrames] was at work.
    private boolean caughtUp;

    /// Whether what is here of a request is counted as such.
    private boolean unfinished;

    ClientChannel(Front front, FrontLoop loop, InetSocketAddress peer) {
        this.front = front;
        this.loop = loop;
        connection = new Connection(front, loop, peer, this);
        arrivals = new Arrivals(front, connection, received);
    }

    /// Whether bytes are waiting for the client to take them. Any thread.
    boolean isBacklogged() {
        ChannelHandlerContext ctx = context;
        return ctx != null && !ctx.channel().isWritable();
    }

    // ---- what Netty tells ----

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (!front.limits().admit(connection.peer().getAddress())) {
            ctx.close();
            return;
        }
        admitted = true;
        loop.stripe().lock();
        try {
            loop.connections().add(connection);
        } finally {
            loop.stripe().unlock();
        }
        loop.eventLoop()
                .schedule(
                        this::closeWithoutSession,
                        front.settings().handshakeTimeoutMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void closeWithoutSession() {
        ChannelHandlerContext ctx = context;
        loop.stripe().lock();
        try {
            if (connection.standing() != Standing.HANDSHAKE) {
                return;
            }
        } finally {
            loop.stripe().unlock();
        }
        if (ctx != null && ctx.channel().isActive()) {
            LOG.debug("closing connection {}, which opened no session", connection);
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!admitted) {
            return;
        }
        front.caughtUp(this);
        finished();
        front.limits().release(connection.peer().getAddress());
        boolean askedForSession;
        loop.stripe().lock();
        try {
            askedForSession = connection.standing() != Standing.HANDSHAKE;
            connection.gone();
        } finally {
            loop.stripe().unlock();
        }
        loop.forget(this);
        if (askedForSession) {
            front.updates().submit(new Submission.Gone(connection, connection.lastHeardMillis()));
            front.updates().wake();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            received.append(bytes, loop.sharedBytes());
        } finally {
            bytes.release();
        }
        handleFrames(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            front.caughtUp(this);
            if (handling) {
                caughtUp = true;
            } else {
                handleFrames(ctx);
                resumeIfAllowed();
            }
        } else {
            caughtUp = false;
            // A client that does not take its answers gets no further ones.
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection {} broke: {}", connection, cause.getMessage());
            ctx.close();
        } else {
            failed(cause);
        }
    }

    /// Something went wrong with this connection that can only be a mistake of this server.
    void failed(Throwable cause) {
        REFUSALS.error("closing connection {} after an unexpected error", connection, cause);
        closeNow();
    }

    /// Ends the connection at once; for the loop's thread.
    void closeNow() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.close();
        }
    }

    // ---- reading ----

    /// Handles the whole frames there are, as long as the client takes the answers.
    private void handleFrames(ChannelHandlerContext ctx) {
        handling = true;
        long before = arrivals.frames();
        try {
            int batches = 0;
            // What was answered is on its way, and there may be room for more.
            while (ctx.channel().isWritable() && handleBatch(ctx)) {
                batches++;
                if (batches == MOST_BATCHES) {
                    ctx.channel().config().setAutoRead(false);
                    loop.goOnLater(this);
                    break;
                }
            }
        } finally {
            handling = false;
            received.settle();
        }
        if (arrivals.frames() != before) {
            finished();
        }
        countUnfinished(ctx);
        if (caughtUp) {
            // Reading was stopped for an answer that has gone out at once.
            caughtUp = false;
            resumeIfAllowed();
        }
    }

    /// Counts what is here of a request when the rest of it is the client's to send. A connection
    /// that does not read is kept waiting by this server, and has one batch at most.
    private void countUnfinished(ChannelHandlerContext ctx) {
        if (received.held() <= FrameBuffer.KEEP_BYTES || !ctx.channel().config().isAutoRead()) {
            finished();
        } else {
            unfinished = true;
            front.isUnfinished(this, received.held());
        }
    }

    private void finished() {
        if (unfinished) {
            unfinished = false;
            front.isFinished(this);
        }
    }

    /// Handles frames up to a bound on what they are answered, and sends that.
    ///
    /// @return whether there may be more of them
    private boolean handleBatch(ChannelHandlerContext ctx) {
        long nowNanos = System.nanoTime();
        connection.heard(nowNanos);
        Replies replies = connection.replies();
        ByteBuf bytes;
        boolean close;
        boolean submitted;
        boolean alone;
        boolean wait;
        boolean more = false;
        boolean awaitsOthers = false;
        Words.@Nullable Question question = null;
        loop.stripe().lock();
        try {
            replies.at(nowNanos);
            int before = connection.inFlight();
            while (connection.standing().takesFrames()) {
                if (replies.size() > REPLY_BATCH_BYTES) {
                    more = true;
                    break;
                }
                if (connection.standing() == Standing.HANDSHAKE) {
                    question = arrivals.question();
                    if (question != null) {
                        connection.advance(Standing.CLOSED);
                        break;
                    }
                }
                if (connection.isCrowdedOut()) {
                    break;
                }
                JuteReader frame = arrivals.frame();
                if (frame == null) {
                    break;
                }
                try {
                    if (!connection.handle(frame, nowNanos)) {
                        arrivals.putBack();
                        awaitsOthers = true;
                        break;
                    }
                } catch (MalformedRecordException e) {
                    REFUSALS.warn("closing connection {}: {}", connection, e.getMessage());
                    connection.abandon();
                }
            }
            Standing standing = connection.standing();
            submitted = connection.inFlight() != before || standing == Standing.CONNECTING;
            alone = loop.hasOneConnection();
            bytes = replies.take(ctx.alloc());
            close = standing == Standing.CLOSING;
            wait = standing == Standing.CONNECTING || awaitsOthers || mustWait();
        } finally {
            loop.stripe().unlock();
        }
        if (awaitsOthers) {
            loop.awaitOthers(front);
        }
        send(ctx, bytes, close);
        if (submitted && alone) {
            front.updates().wakeOrWork();
        } else if (submitted) {
            front.updates().wake();
        }
        if (question != null) {
            answer(question, ctx);
        } else if (wait) {
            ctx.channel().config().setAutoRead(false);
            loop.pause(this);
        }
        return more;
    }

    private void answer(Words.Question question, ChannelHandlerContext ctx) {
        front.words().answer(question, connection, ctx.channel());
        loop.stripe().lock();
        try {
            loop.recorder().packetSent();
        } finally {
            loop.stripe().unlock();
        }
    }

    /// Reads on, unless there is still a reason not to.
    void resumeIfAllowed() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive() || loop.isPaused(this)) {
            return;
        }
        boolean wait;
        loop.stripe().lock();
        try {
            if (!connection.standing().takesFrames()) {
                return;
            }
            wait = mustWait();
        } finally {
            loop.stripe().unlock();
        }
        if (wait) {
            loop.pause(this);
        } else if (ctx.channel().isWritable()) {
            if (received.size() > 0) {
                handleFrames(ctx); // whole ones may have waited, too
            }
            if (ctx.channel().isWritable() && !loop.isPaused(this)) {
                ctx.channel().config().setAutoRead(true);
            }
        }
    }

    private boolean mustWait() {
        return connection.isCrowdedOut()
                || (connection.inFlight() > 0
                        && front.updates().outstanding() > front.settings().outstandingLimit());
    }

    // ---- sending ----

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
            resume = connection.takeResumption();
            close = connection.standing().isOver();
            // While the client is behind, small pieces would cost more than what is in them.
            bytes =
                    close
                                    || ctx.channel().isWritable()
                                    || connection.replies().size() >= GATHERED_BYTES
                            ? connection.replies().take(ctx.alloc())
                            : null;
        } finally {
            loop.stripe().unlock();
        }
        send(ctx, bytes, close);
        if (resume && !close) {
            handleFrames(ctx);
            resumeIfAllowed();
        }
    }

    private void send(ChannelHandlerContext ctx, @Nullable ByteBuf bytes, boolean close) {
        if (bytes != null) {
            if (close) {
                ctx.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
                closeEvenIfUnread(ctx);
            } else {
                ctx.writeAndFlush(bytes, ctx.voidPromise());
                dropIfTooSlow(ctx);
            }
        } else if (close) {
            ctx.close();
        }
    }

    /// A client that is gone without a word, or just does not read, would keep its last answers
    /// here for good.
    private void closeEvenIfUnread(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            ctx.executor()
                    .schedule(
                            () -> ctx.close(),
                            front.settings().handshakeTimeoutMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void dropIfTooSlow(ChannelHandlerContext ctx) {
        // A channel that the client has reset is not writable either, and has no buffer any more.
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        if (buffer == null || ctx.channel().isWritable()) {
            return;
        }
        long unsent = buffer.totalPendingWriteBytes();
        if (unsent > front.settings().slowConsumerBytes()) {
            drop(ctx, () -> connection.dropAsTooSlow(unsent));
            return;
        }
        front.backlog().note(this, unsent, System.nanoTime());
        front.dropSlowest(false);
    }

    /// Ends the connection, unless the rest of its request has come meanwhile. Any thread.
    void dropAsUnfinished() {
        dropWhere(channel -> unfinished, connection::dropAsUnfinished);
    }

    /// Ends the connection, unless its client has caught up meanwhile. Any thread.
    void dropAsSlowest() {
        dropWhere(channel -> !channel.isWritable(), connection::dropAsSlowest);
    }

    private void dropWhere(Predicate<Channel> stillDue, Runnable farewell) {
        loop.eventLoop()
                .execute(
                        () -> {
                            ChannelHandlerContext ctx = context;
                            if (ctx != null
                                    && ctx.channel().isActive()
                                    && stillDue.test(ctx.channel())) {
                                drop(ctx, farewell);
                            }
                        });
    }

    /// @param farewell what the connection says of it, under the stripe
    private void drop(ChannelHandlerContext ctx, Runnable farewell) {
        loop.stripe().lock();
        try {
            farewell.run();
        } finally {
            loop.stripe().unlock();
        }
        ctx.close();
    }
}
