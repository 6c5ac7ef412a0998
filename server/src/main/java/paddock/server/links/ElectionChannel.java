package paddock.server.links;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;

import java.util.concurrent.TimeUnit;

/// One connection of an election port: cuts what arrives into the initial message and frames.
final class ElectionChannel extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionChannel.class);
    private static final int LENGTH_BYTES = 4;

    private final ElectionLinks links;
    private final LinkSettings settings;
    private final ReceiveBuffer received = new ReceiveBuffer(Notification.MAX_BYTES);

    /// Who is on the other side; this server itself stands for nobody.
    private long id;

    private boolean unknown;
    private boolean counted;
    private @Nullable ScheduledFuture<?> handshakeLimit;

    /// A connection that somebody else opened.
    ElectionChannel(ElectionLinks links, LinkSettings settings) {
        this(links, settings, settings.serverId());
        unknown = true;
    }

    /// A connection that this server opens.
    ElectionChannel(ElectionLinks links, LinkSettings settings, long id) {
        this.links = links;
        this.settings = settings;
        this.id = id;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!unknown) {
            return;
        }
        counted = links.admit(ctx.channel());
        if (!counted) {
            ctx.close();
            return;
        }
        handshakeLimit =
                ctx.executor()
                        .schedule(
                                () -> {
                                    links.complain(ctx.channel(), "it does not say who it is");
                                    ctx.close();
                                },
                                settings.handshakeMillis(),
                                TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            // What comes after the end of a connection was decided is not looked at.
            if (unknown || id != settings.serverId()) {
                received.append(bytes);
                take(ctx);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(ChannelHandlerContext ctx) {
        try {
            if (unknown) {
                int length = InitialMessage.lengthIn(received.reader());
                if (length < 0) {
                    return;
                }
                InitialMessage message = InitialMessage.read(received.reader(length));
                received.consume(length);
                identified();
                id = links.introduced(ctx.channel(), message);
                if (id == settings.serverId()) {
                    ctx.close();
                    return;
                }
            }
            while (takeFrame()) {}
            received.settle();
        } catch (MalformedRecordException e) {
            links.complain(ctx.channel(), String.valueOf(e.getMessage()));
            ctx.close();
        }
    }

    private boolean takeFrame() {
        if (received.size() < LENGTH_BYTES) {
            return false;
        }
        JuteReader reader = received.reader();
        int length = reader.readInt();
        if (length < 1 || length > Notification.MAX_BYTES) {
            throw new MalformedRecordException(
                    "a frame of " + length + " bytes, outside 1.." + Notification.MAX_BYTES);
        }
        if (reader.remaining() < length) {
            return false;
        }
        received.consume(LENGTH_BYTES);
        try {
            links.received(id, Notification.read(received.reader(length)), length);
        } catch (MalformedRecordException e) {
            // As the reference: the next frame may be one that we know.
            LOG.debug("ignoring a notification of server {}: {}", id, e.getMessage());
        }
        received.consume(length);
        return true;
    }

    private void identified() {
        unknown = false;
        ScheduledFuture<?> limit = handshakeLimit;
        if (limit != null) {
            limit.cancel(false);
            handshakeLimit = null;
        }
        if (counted) {
            counted = false;
            links.identifiedOrGone();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (links.readComplete(() -> ctx.channel().config().setAutoRead(true))) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            links.writable(id);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        identified();
        links.ended(id, ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Transport.isOfNetwork(cause)) {
            LOG.debug("election connection {} broke: {}", ctx.channel(), cause.getMessage());
        } else {
            LOG.error("closing election connection {}", ctx.channel(), cause);
        }
        ctx.close();
    }
}
