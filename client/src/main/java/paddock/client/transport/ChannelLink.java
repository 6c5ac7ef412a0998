package paddock.client.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;

/// A connection that was asked for, from the attempt to its end. All on the thread of its loop.
final class ChannelLink extends ChannelInboundHandlerAdapter implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLink.class);
    private static final SocketAddress NOWHERE = new InetSocketAddress(0);

    private final boolean tls;
    private final LinkEvents events;
    private final FrameCutter cutter;

    private @Nullable Channel channel;

    /// Nothing is told any more.
    private boolean ended;

    private @Nullable String why;

    ChannelLink(boolean tls, int maxFrameBytes, LinkEvents events) {
        this.tls = tls;
        this.events = events;
        this.cutter = new FrameCutter(maxFrameBytes, events);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        if (ended) {
            context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!tls && !ended) {
            events.up(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !ended) {
            if (handshake.isSuccess()) {
                events.up(this);
            } else {
                why = "TLS handshake failed: " + handshake.cause();
                context.close();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!ended) {
                cutter.take(in, Scratch.ofLoop());
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!ended) {
            events.pause();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!ended && context.channel().isWritable()) {
            events.writable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.error("a connection ends by a mistake of this client", cause);
        }
        if (why == null) {
            why = cause.toString();
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed(why == null ? "the server closed the connection" : why);
    }

    void failed(String reason) {
        if (!ended) {
            ended = true;
            events.down(reason);
        }
    }

    @Override
    public void send(byte[] bytes, int length) {
        Channel open = Objects.requireNonNull(channel, "not connected");
        ByteBuf out = open.alloc().ioBuffer(length);
        out.writeBytes(bytes, 0, length);
        open.writeAndFlush(out, open.voidPromise());
    }

    @Override
    public boolean isWritable() {
        Channel open = channel;
        return open != null && open.isWritable();
    }

    @Override
    public void close() {
        ended = true;
        cutter.stop();
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public SocketAddress remoteAddress() {
        Channel open = channel;
        SocketAddress address = open == null ? null : open.remoteAddress();
        return address == null ? NOWHERE : address;
    }

    @Override
    public SocketAddress localAddress() {
        Channel open = channel;
        SocketAddress address = open == null ? null : open.localAddress();
        return address == null ? NOWHERE : address;
    }
}
